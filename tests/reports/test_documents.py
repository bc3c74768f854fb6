"""The three formats: order, content, and that nothing a draft says becomes markup."""

import re
from html.parser import HTMLParser

import docx
import pytest

from reviewer.reports import to_docx, to_html, to_markdown

ORDER = [
    "这份教案还比较单薄",
    "先改这三处",
    "各方面的水平",
    "逐项看",
    "这节课的时间和活动",
    "许可：CC BY 4.0",
    "评价标准：lesson-design 1.1.0",
]


def word_text(path):
    document = docx.Document(str(path))
    lines = []
    for child in document.element.body.iterchildren():
        if child.tag.endswith("}p"):
            lines.append("".join(node.text or "" for node in child.iter() if node.tag.endswith("}t")))
        elif child.tag.endswith("}tbl"):
            for row in child.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}tr"):
                cells = row.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}tc")
                lines.append(
                    "|".join("".join(n.text or "" for n in cell.iter() if n.tag.endswith("}t")) for cell in cells)
                )
    return "\n".join(lines)


def html_text(html):
    body = html[html.index("<body") :]
    return re.sub(r"<[^>]+>", "", body)


@pytest.fixture(params=["md", "html", "docx"])
def render(request, tmp_path):
    """A function (review, draft) → plain text of the report in one of the formats."""

    def run(review, draft):
        if request.param == "md":
            return to_markdown(review, draft).replace("\\", "")
        if request.param == "html":
            return html_text(to_html(review, draft))
        to_docx(review, draft, tmp_path / "r.docx")
        return word_text(tmp_path / "r.docx")

    return run


def test_order(render, lesson):
    text = render(*lesson)
    places = [text.index(words) for words in ORDER]
    assert places == sorted(places)


@pytest.mark.parametrize(
    "words",
    [
        "把抄写五遍换成动手折一折、说一说。",
        "抄写课本概念五遍。",
        "在小组折纸之后加3分钟人人独立做的小检测",
        "可能在1–3",
        "薄弱",
        "材料不足",
        "没能判断：指向能力或方法",
        "只有上台的几个人被看到",
        "教学过程 · 表1第4行",
        "几分之一：从公平分到分数",
        "同桌互查，错的用红笔改在旁边。",
        "Rt=0.45",
    ],
)
def test_lesson_report_says(render, lesson, words):
    assert words in render(*lesson)


@pytest.mark.parametrize(
    "words",
    [
        "这份作业",
        "这次没有用语言模型",
        "各科加在一起的上限",
        "第 1、2 题做法一样",
        "●●●●○",
        "和第1题重复",
        "分层是真的",
    ],
)
def test_homework_report_says(render, homework, words):
    assert words in render(*homework)


def test_safety_comes_first_of_all(render, hostile):
    text = render(*hostile)
    assert "不该出现的内容" in text
    assert text.index("请先处理") < text.index("先改这一处")


def test_safety_is_silent_when_nothing_was_found(render, lesson):
    assert "请先处理" not in render(*lesson)


def test_no_changes_is_said(render, lesson):
    review, draft = lesson
    assert "没有非改不可的地方。" in render(review.model_copy(update={"changes": []}), draft)


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.attributes, self.ids = set(), [], []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += [name for name, _ in attrs]
        self.ids += [value for name, value in attrs if name == "id"]


def test_html_runs_and_loads_nothing(hostile):
    tags = Tags()
    tags.feed(to_html(*hostile))
    assert not tags.tags & {"script", "img", "iframe", "link", "object", "embed", "form", "base"}
    assert not [name for name in tags.attributes if name.startswith("on") or name == "src"]


def test_html_links_lead_to_places_in_the_file(lesson):
    html = to_html(*lesson)
    tags = Tags()
    tags.feed(html)
    links = re.findall(r'href="([^"]+)"', html)
    assert links and all(link.startswith("#") for link in links)
    assert {link[1:] for link in links} <= set(tags.ids)
    assert len(tags.ids) == len(set(tags.ids))


def test_html_opens_every_criterion_for_print(lesson):
    html = to_html(*lesson)
    assert html.count("<details") == html.count(" open>") == 4


def test_markdown_has_no_live_markup(hostile):
    text = to_markdown(*hostile)
    assert "<" not in text
    assert "](" not in text.replace("\\](", "")
    assert "://" not in text
    assert not re.search(r"(?<!\\)`", text)


def test_markdown_tables_keep_their_columns(hostile):
    rows = [line for line in to_markdown(*hostile).splitlines() if line.startswith("| ")]
    widths = [len(re.findall(r"(?<!\\)\|", row)) for row in rows]
    assert widths == [5] * len(rows)


def test_word_survives_control_characters(hostile, tmp_path):
    to_docx(*hostile, tmp_path / "r.docx")
    text = word_text(tmp_path / "r.docx")
    assert "\x00" not in text and '<script>alert("x")</script>' in text
