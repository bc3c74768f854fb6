import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from reviewer.config import ROOT, Settings
from reviewer.errors import UsageError
from reviewer.web import Address, check_host, serve
from reviewer.web.serving import build_head, is_local, page_options


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost", "LOCALHOST"])
def test_this_machine_is_served_without_accounts(host):
    assert is_local(host) and check_host(host, accounts=0) is None


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "::", "192.168.1.5", "10.0.0.1", "example.com", "", "localhost.example.com"]
)
def test_beyond_this_machine_is_refused_without_accounts(host):
    with pytest.raises(UsageError) as refused:
        check_host(host, accounts=0)
    assert "reviewer accounts add" in refused.value.chinese
    assert refused.value.exit_code == 2
    assert check_host(host, accounts=1) is None


@pytest.mark.parametrize("port", [0, -1, 65536])
def test_a_port_out_of_range_is_refused(port):
    with pytest.raises(UsageError, match="端口"):
        serve(Settings(), Address(port=port))


def test_the_page_brings_its_style_and_script_along():
    head = build_head()
    assert "http://" not in head and "https://" not in head and "@import" not in head and "url(" not in head


def test_nothing_is_shared_recorded_or_fetched():
    options = page_options(Settings(max_upload_mb=20))
    off = ["run_history", "enable_monitoring", "mcp_server", "ssr_mode", "pwa"]
    assert [options[name] for name in off] == [False] * len(off)
    assert options["footer_links"] == []
    assert options["max_file_size"] == "200mb"
    assert Path(options["favicon_path"]).is_file()
    assert options["theme"]._stylesheets == [] and options["theme"]._font_css == []


def test_app_refuses_in_one_line(tmp_path, monkeypatch):
    monkeypatch.setenv("HOST", "0.0.0.0")
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    monkeypatch.setenv("PYTHONUTF8", "1")
    monkeypatch.setenv("REVIEWER_DATA_DIR", str(tmp_path))
    done = subprocess.run(
        [sys.executable, str(ROOT / "app.py")], cwd=tmp_path, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 2
    assert "还没有账号" in done.stderr and len(done.stderr.splitlines()) == 1


def test_every_label_with_an_english_one_is_really_on_the_page():
    english = json.loads((ROOT / "reviewer" / "web" / "english.json").read_text(encoding="utf-8"))
    sources = [path for path in (ROOT / "reviewer").rglob("*.*") if "__pycache__" not in path.parts]
    said = "".join(path.read_text(encoding="utf-8") for path in sources if path.suffix in (".py", ".js"))
    said = re.sub(r"""["']\n\s*f?["']""", "", said)  # a sentence may go on in the next line
    made = {f"先改这{number}处" for number in "一两三"} | {"识别为教案", "识别为作业"}  # put together from parts
    assert {label for label in english if not all(part in said for part in label.split("{}"))} - made == set()
    assert len(set(english.values())) == len(english)  # the way back must be clear
