"""“评价标准”: read the rubric with its anchors; an administrator puts the school's own in force and sees what changed."""

from __future__ import annotations

from html import escape
from typing import cast

from starlette.routing import Route

from reviewer.datamodels import Kind
from reviewer.errors import UsageError
from reviewer.reports import words
from reviewer.rubrics import Criterion, Rubric, get_rubric
from reviewer.store import school_rubrics
from reviewer.store.accounts import Visitor
from reviewer.web.asking import Asked, FileAnswer, answer_get, answer_post
from reviewer.web.site import Site


def build_rubrics(site: Site) -> list[Route]:
    def show(asked: Asked) -> str:
        return _page(site, asked.visitor, _kind(asked))

    def adopt(asked: Asked) -> str:
        _allow(asked.visitor)
        name, body = asked.files.get("file", ("", b""))
        try:
            source = body.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise UsageError("这个文件不是 UTF-8 文本，请另存为 UTF-8 再上传。", "the file is not UTF-8") from error
        with site.database.begin() as session:
            rubric = school_rubrics.adopt(session, asked.visitor, source, name or "上传的文件")
        site.service.adopt(rubric)
        return _page(site, asked.visitor, rubric.kind)

    def put_aside(asked: Asked) -> str:
        _allow(asked.visitor)
        kind = _kind(asked)
        with site.database.begin() as session:
            school_rubrics.put_aside(session, asked.visitor, kind)
        site.service.adopt(get_rubric(kind))
        return _page(site, asked.visitor, kind)

    def download(asked: Asked) -> FileAnswer:
        from reviewer.rubrics import RUBRICS_DIR

        name = f"{_kind(asked)}-design.yaml"
        return FileAnswer(name, (RUBRICS_DIR / name).read_bytes(), "application/yaml")

    return [
        answer_get("/parts/rubrics", show),
        answer_get("/parts/rubrics/{kind}.yaml", download),
        answer_post("/parts/rubrics", adopt),
        answer_post("/parts/rubrics/{kind}/aside", put_aside),
    ]


def _kind(asked: Asked) -> Kind:
    kind = asked.text("kind") or "lesson"
    if kind not in ("lesson", "homework"):
        raise UsageError("没有这种标准。", "no such kind")
    return cast(Kind, kind)


def _allow(visitor: Visitor) -> None:
    if not visitor.administers:
        raise UsageError("只有管理员能换标准。", "only administrators change rubrics")


def _page(site: Site, visitor: Visitor, kind: Kind) -> str:
    rubric = site.service.rubric(kind)
    tabs = "".join(
        f'<a href="#" data-load="/parts/rubrics?kind={name}" data-into="p-rubrics"'
        f"{' aria-current=true' if name == kind else ''}>{words.KIND_WORDS[name]}</a>"
        for name in ("lesson", "homework")
    )
    criteria = "".join(_criterion(criterion, rubric) for criterion in rubric.criteria)
    return (
        f'<div class="lr lr-rubric"><h2 lang="zh-CN">{escape(rubric.name)}</h2><nav class="lr-switch" aria-label="哪一份标准">{tabs}</nav>'
        f'<p class="lr-quiet"><span>版本 {escape(rubric.version)}（{rubric.sha256[:12]}）</span> <span lang="zh-CN">{escape(rubric.source)}</span></p>'
        f"{_changes(rubric, get_rubric(kind))}{_upload(kind) if visitor.administers else ''}{criteria}</div>"
    )


def _criterion(criterion: Criterion, rubric: Rubric) -> str:
    levels = "".join(
        f"<tr><th scope='row'>{number} {escape(rubric.levels[number])}</th><td>{escape(text)}</td></tr>"
        for number, text in sorted(criterion.anchors.items())
    )
    indicators = "".join(
        f"<li><b>{escape(one.name)}</b><span class='lr-quiet'>{escape(one.yes_when)}</span></li>"
        for one in criterion.indicators
    )
    return (
        f'<details class="lr-criterion" lang="zh-CN"><summary><span>{escape(criterion.name)}</span>'
        f'<span class="lr-quiet">{len(criterion.indicators)} 条</span></summary><div class="lr-body"><p>{escape(criterion.question)}</p>'
        f'<p class="lr-quiet">依据：{escape(criterion.policy)}</p><ul class="lr-points">{indicators}</ul>'
        f'<div class="lr-scroll"><table><tbody>{levels}</tbody></table></div></div></details>'
    )


def _changes(rubric: Rubric, shipped: Rubric) -> str:
    changes = school_rubrics.list_changes(shipped, rubric) if rubric.sha256 != shipped.sha256 else []
    if rubric.sha256 == shipped.sha256:
        return ""
    rows = "".join(
        f"<tr><th scope='row'>{escape(what)}</th><td>{escape(before) or '（没有）'}</td><td>{escape(after) or '（删去）'}</td></tr>"
        for what, before, after in changes
    )
    return (
        '<section class="lr-changed"><h3>正在用本校的标准</h3><form action="/parts/rubrics/'
        f'{rubric.kind}/aside" data-into="p-rubrics" data-ask="换回自带的标准？"><button>换回自带的标准</button></form>'
        f"<details open><summary>和自带的相比，改了 {len(changes)} 处</summary><div class='lr-scroll' lang='zh-CN'><table><thead><tr><th>哪里</th>"
        f"<th>原来</th><th>现在</th></tr></thead><tbody>{rows}</tbody></table></div></details></section>"
    )


def _upload(kind: Kind) -> str:
    return (
        '<details class="lr-upload"><summary>换成本校的标准</summary><form action="/parts/rubrics" data-into="p-rubrics">'
        f'<p class="lr-quiet"><a class="lr-link" href="/parts/rubrics/{kind}.yaml" download>下载自带的标准</a> '
        "<span>改好再传上来；有写错的地方会指出是哪一行，不会换上。</span></p>"
        '<label>标准文件（.yaml）<input type="file" name="file" accept=".yaml,.yml" required></label><button>检查并启用</button></form></details>'
    )
