"""Small Word files of every make, and what a reader of them finds."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile

from lxml import etree

from reviewer.documents.content import draft_of
from reviewer.documents.reading import content_of
from reviewer.documents.word.document import read_word

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def par(text, properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def wrapped(body, namespace=W):
    return f"{HEAD}<w:document xmlns:w='{namespace}'  xmlns:wps=\"urn:wps\"><!-- kept --><w:body>{body}</w:body></w:document>"


def word_file(document, *, strict=False, main=MAIN, **parts):
    """Bytes of a .docx whose main part is `document`; `parts` are further ones: numbering="…", comments="…"."""
    base = STRICT_RELATIONS if strict else RELATIONS
    rels = "".join(f'<Relationship Id="rId{n}" Type="{base}/{k}" Target="{k}.xml"/>' for n, k in enumerate(parts, 1))
    types = "".join(
        f'<Override PartName="/word/{k}.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{k}+xml"/>'
        for k in parts
    )
    members = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="bin" ContentType="x/y"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/>{types}</Types>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{base}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{rels}</Relationships>',
        "word/document.xml": document,
        **{f"word/{key}.xml": value for key, value in parts.items()},
        "word/vbaProject.bin": bytes(range(256)) * 8,
    }
    if not parts:
        del members["word/_rels/document.xml.rels"]
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return held.getvalue()


def draft_from(data, tmp_path, name="教案.docx"):
    path = tmp_path / name
    path.write_bytes(data)
    return draft_of(content_of(read_word(path), name, hashlib.sha256(data).hexdigest()), "lesson")


def members_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def without_marks(document, first):
    """The main part without the marks of comments numbered `first` and on."""

    def drop(match):
        return b"" if int(match.group("id")) >= first else match.group(0)

    document = re.sub(rb'<(\w+):commentRange(?:Start|End)( xmlns:lr="[^"]*")? \1:id="(?P<id>\d+)"/>', drop, document)
    return re.sub(rb'<(\w+):r( xmlns:lr="[^"]*")?><\1:commentReference \1:id="(?P<id>\d+)"/></\1:r>', drop, document)


def commented(data):
    """{id: (the words marked in the main part, the comment's text, its author)}."""
    members = members_of(data)
    root = etree.fromstring(members["word/document.xml"])
    part = next(name for name in members if re.fullmatch(r"word/comments\d*\.xml", name))
    found = {}
    for comment in etree.fromstring(members[part]):
        key, author = _attribute(comment, "id"), _attribute(comment, "author")
        inside, said = False, []
        for element in root.iter("{*}commentRangeStart", "{*}commentRangeEnd", "{*}t"):
            if _attribute(element, "id") == key and "Range" in element.tag:
                inside = element.tag.endswith("Start")
            elif inside and element.tag.endswith("}t"):
                said.append(element.text or "")
        text = "\n".join("".join(t.text for t in p.iter("{*}t")) for p in comment.iter("{*}p"))
        references = [e for e in root.iter("{*}commentReference") if _attribute(e, "id") == key]
        assert len(references) == 1
        found[int(key)] = ("".join(said), text, author)
    return found


def _attribute(element, name):
    return next((value for key, value in element.attrib.items() if key.endswith("}" + name)), None)
