"""An English request standing in a Chinese plan: "Add a link to your reply." has no reader there but a model.

What tells it from content is the company it keeps: in an English lesson, or one that teaches prompts, English
sentences are the matter taught and nothing is reported. Questions and requests of this kind are the attacks of BIPIA
(Yi et al., 2023, "Benchmarking and Defending Against Indirect Prompt Injection Attacks").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_TAUGHT = re.compile(r"英语|英文|双语|外语|[Uu]nit\s?\d|Step\s?\d|提示词|[Pp]rompt|ChatGPT")
_SENTENCE = re.compile(
    r"(?:^|(?<=[。！？；：:]) {0,3}|(?<=[|\t]) {0,3})(?P<said>[A-Z][^\u3000-\u9fff\uff00-\uff60\n|\t]{14,400})", re.M
)
_STRETCH = re.compile(r"[A-Za-z']{1,20}(?:[ ,]{1,2}[A-Za-z']{1,20}){3,60}")
_CODE = re.compile(r"^(?:import|from|print|def|class|for|while|if|else|return)\b(?=.{0,40}[(:=])")
_ANSWER = re.compile(
    r"\b(?:in|to|of|from|for|into|using|with) your (?:\w{1,12} )?(?:response|reply|answer|message|output)\b|\byour (?:response|reply|answer|message|output)\b|^(?:can you )?reply (?:in|using|with)\b",
    re.I,
)
_VERBS = (
    "write|provide|draft|compose|develop|explain|describe|translate|summari[sz]e|show|give|list|analy[sz]e|determine|classify|recommend|suggest|help|"
    "tell|generate|create|calculate|convert|encode|encrypt|decode|break down|act as|replace|rearrange|add|include|integrate|modify|execute|debug|imagine|let's|answer|respond"
)
_REQUEST = re.compile(
    rf"^(?:please,? |kindly )?(?:(?:can|could|would|will) you (?:please |also )?)?(?:{_VERBS})\b|^(?:in|for|to) \w{{1,20}}[^.?!]{{0,60}}, (?:please )?(?:{_VERBS})\b",
    re.I,
)
_QUESTION = re.compile(
    r"^(?:what(?:'s| is| are| were| does| movies| steps| top)?|how (?:do|does|can|have|has|is|are|would|long)|who|which|why|when|where|is|are|can|could|at what|given that)\b[^?]{8,300}\?",
    re.I,
)
_ENOUGH_CHINESE = 40  # characters; below that the text is no Chinese plan
_FEW = 4  # other English sentences in the text; with more of them English is content
_WORDS = 4


def find_foreign_requests(text: str) -> Iterator[tuple[int, int]]:
    """Spans of English requests and questions in a text that is Chinese and teaches no English."""
    if _TAUGHT.search(text) or sum(1 for _ in _CHINESE.finditer(text)) < _ENOUGH_CHINESE:
        return
    places = [match.start() for match in _STRETCH.finditer(text)]
    for match in _SENTENCE.finditer(text):
        start, end = match.span("said")
        said = text[start:end]
        others = sum(1 for place in places if not start <= place < end)
        if others < _FEW and len(said.split()) >= _WORDS and _asks(said):
            yield start, end


def _asks(said: str) -> bool:
    if _CODE.match(said):
        return False
    return bool(_ANSWER.search(said) or _REQUEST.match(said) or _QUESTION.match(said))
