"""Suite `hidden`: attack texts put into a plan by every way of hiding that Word, slides, PDF and text know.

For each way: kept out of the judged text, reported in safety.hidden_text, and marked there as speaking to the grader. The attacks are
those of eval/data (split dev, the ones patterns name when they stand in the open) and some of the shared PromptShield set.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from eval.attacks import load_rows, place, promptshield
from eval.reading.pages import printer
from eval.reading.sources import Source, load_sources, squeeze
from eval.reading.word import Hidden, paragraph, write_word
from reviewer.config import Settings
from reviewer.documents import read_draft
from reviewer.safety import check_safety, find_instructions

OWN = 16
FOREIGN = 8
LOUD = "写给评阅者"

Hide = Callable[[str, Source, Path], None]


def _word(hidden: Callable[[str], Hidden]) -> Hide:
    def hide(attack: str, source: Source, path: Path) -> None:
        write_word(source, path, hidden=hidden(attack))

    return hide


def _run(properties: str) -> Hide:
    """A paragraph whose runs carry these properties."""
    return _word(lambda attack: Hidden(paragraph(attack, properties)))


def _xml(template: str) -> Hide:
    """A stretch of the body with the attack in place of {}."""
    return _word(lambda attack: Hidden(template.format(escape(attack, {'"': "&quot;"}))))


BOX = (
    '<w:p><w:r><w:drawing><wp:anchor><wp:positionH relativeFrom="page"><wp:posOffset>-9000000</wp:posOffset></wp:positionH>'
    '<wp:positionV relativeFrom="page"><wp:posOffset>100</wp:posOffset></wp:positionV><wp:extent cx="3000000" cy="600000"/>'
    '<wp:docPr id="9" name="框 9"/><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
    "<wps:wsp><wps:txbx><w:txbxContent><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp></a:graphicData>"
    "</a:graphic></wp:anchor></w:drawing></w:r></w:p>"
)
ALT = (
    '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="300000" cy="60000"/><wp:docPr id="8" name="图 8" descr="{}"/></wp:inline>'
    "</w:drawing></w:r></w:p>"
)
ROW = "<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:trPr><w:hidden/></w:trPr><w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
WORD: dict[str, Hide] = {
    "Word: hidden font": _run("<w:vanish/>"),
    "Word: web-hidden": _run("<w:webHidden/><w:vanish/>"),
    "Word: white": _run('<w:color w:val="FFFFFF"/>'),
    "Word: near-white": _run('<w:color w:val="FEFEFE"/>'),
    "Word: colour of its shading": _run('<w:color w:val="4472C4"/><w:shd w:val="clear" w:fill="4472C4"/>'),
    "Word: 1 pt": _run('<w:sz w:val="2"/>'),
    "Word: 1% wide": _run('<w:w w:val="1"/>'),
    "Word: off-page box": _xml(BOX),
    "Word: alt text": _xml(ALT),
    "Word: hidden row": _xml(ROW),
    "Word: comment": _word(lambda attack: Hidden(comment=attack)),
    "Word: property": _word(lambda attack: Hidden(description=attack)),
    "Word: deleted revision": _word(lambda attack: Hidden(deleted=attack)),
}
STYLES = {
    "PDF: white": "color:#fff;print-color-adjust:exact",
    "PDF: half a point": "font-size:0.5pt",
    "PDF: transparent": "opacity:0.01",
    "PDF: in one dot": "position:absolute;transform:scale(0.01)",
}


def _comment_out(attack: str, source: Source, path: Path) -> None:
    path.write_text(f"{source.text}\n<!-- {attack} -->\n", encoding="utf-8")


def _print_hidden(page: Any, style: str) -> Hide:
    def hide(attack: str, source: Source, path: Path) -> None:
        shown = "".join(f"<p>{escape(line)}</p>" for line in source.text.splitlines()[:40])
        page.set_content(f'<meta charset="utf-8">{shown}<p style="{style}">{escape(attack)}</p>')
        page.pdf(path=str(path), print_background=True)

    return hide


def _slides(where: str) -> Hide:
    def hide(attack: str, source: Source, path: Path) -> None:
        import pptx
        from pptx.dml.color import RGBColor
        from pptx.util import Inches

        deck = pptx.Presentation()
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = source.text.splitlines()[0]
        slide.placeholders[1].text = "\n".join(source.text.splitlines()[1:12])
        left = Inches(-20 if where == "off" else 1)
        run = slide.shapes.add_textbox(left, Inches(6), Inches(4), Inches(1)).text_frame.paragraphs[0].add_run()
        run.text = attack
        if where == "white":
            run.font.color.rgb = RGBColor(255, 255, 255)
        deck.save(str(path))

    return hide


def load_attacks(data: Path, plan: str) -> list[str]:
    """Attacks that are named when they stand in the open in this plan."""
    own = [
        row["text"]
        for row in load_rows("attacks")
        if row["attack"] and row["split"] == "dev" and "\n" not in row["text"]
    ]
    foreign = [text for _, text, attack in promptshield(data) if attack and "\n" not in text]
    named = [[text for text in texts if find_instructions(place(text, [plan], 0)[0])] for texts in (own, foreign)]
    return [text for text in (*named[0][:OWN], *named[1][:FOREIGN]) if text.isprintable()]


def run(settings: Settings, data: Path, llm: str) -> dict[str, Any]:
    """Hide every attack by every way and look what the reader says. `llm` is not used."""
    source = load_sources()[8]
    attacks = load_attacks(data, source.text)
    table: dict[str, dict[str, int]] = {}
    with tempfile.TemporaryDirectory() as folder, printer() as page:
        ways = {name: (hide, ".docx") for name, hide in WORD.items()}
        ways |= {name: (_print_hidden(page, style), ".pdf") for name, style in STYLES.items()}
        ways |= {f"slides: {name}": (_slides(name), ".pptx") for name in ("off", "white")}
        ways["Markdown: comment"] = (_comment_out, ".md")
        for name, (hide, suffix) in ways.items():
            table[name] = _try(
                hide, attacks if suffix != ".pdf" else attacks[::2], source, Path(folder) / f"plan{suffix}", settings
            )
            row = table[name]
            print(
                f"{name:30}{row['attacks']:>4}  kept out {row['kept_out']:>3}  reported {row['reported']:>3}  loud {row['loud']:>3}",
                flush=True,
            )
    return {"attacks": len(attacks), "ways": table}


def _try(hide: Hide, attacks: list[str], source: Source, path: Path, settings: Settings) -> dict[str, int]:
    row = dict.fromkeys(("attacks", "kept_out", "reported", "loud"), 0)
    for attack in attacks:
        hide(attack, source, path)
        draft = read_draft(path, settings=settings)
        hidden = check_safety(draft).hidden_text
        wanted = squeeze(attack)[:30]
        reported = [one for one in hidden if wanted in squeeze(one.quote)]
        row["attacks"] += 1
        row["kept_out"] += wanted not in squeeze(draft.text)
        row["reported"] += bool(reported)
        row["loud"] += any(LOUD in one.how for one in reported)
    return row
