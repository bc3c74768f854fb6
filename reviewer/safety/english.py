"""English sentences that speak to a model, and English with Chinese mixed in. Read on a folded view (see `views`)."""

from __future__ import annotations

import re

_W = r"[\w']{1,20}[\s_-]{1,3}"
_MATTER = r"(?:instructions?|prompts?|rules?|guidelines?|directions?|directives?|constraints?|programming|content polic(?:y|ies)|safety|policies|commands?|criteria|rubric|context)"
_POLICY = (
    r"(?:restrictions?|guardrails|filters|content polic(?:y|ies)|limitations|safety \w{1,20}|ethical \w{1,20}|norms)"
)
_RULES = (
    rf"(?<![a-z])(?:[i|l]?gnor(?:e|es|ed|ing)|disregard(?:ing|ed)?|forget|overrid[a-z]{{1,6}}|bypass[a-z]{{0,6}}|skip|delete|cancel)[\s_:,-]{{1,3}}(?:{_W}){{0,4}}?(?:previous|prior|above|earlier|all|any|your|usual|system|preceding|original|initial|safety|these|those)[\s_-]{{1,3}}(?:{_W}){{0,4}}?{_MATTER}",
    r"\b(?:ignore|disregard|forget)\s{1,3}(?:(?:everything|anything|all)\s{1,3}(?:\w{1,20}\s{1,3}){0,5}(?:above|before|previous|prior)|the\s{1,3}(?:above|instructions?|rubric|criteria)|previous\s{1,3}and)\b",
    r"\[(?:HIDDEN|INJECT)\w{0,20}\b|\w{2,20}-INJECT\b|\b(?:exact|the) instructions (?:you were )?given\b|\byour instructions (?:as|in|above)\b|\brespond with only ['\"]?yes",
    rf"\b(?:previous|prior|earlier|original|system)\s{{1,3}}{_MATTER}[^.\n|]{{0,40}}\b(?:cancel\w{{0,6}}|void|supersed\w{{0,4}}|replaced?|do(?:es)? not apply|no longer|override)",
    r"\b(?:my|user|new|following|these)\s{1,3}(?:instructions?|commands?|rules)\b[^.\n|]{0,30}\b(?:replace|supersede|priority|more important|take over|begin|incoming|only)",
    r"\b(?:follow|obey)\s{1,3}only\s{1,3}(?:my|mine)\b|\bonly\s{1,3}follow\s{1,3}my\b|\bnew (?:user )?(?:instructions?|instruction set)\b\s{0,3}(?:[-:.]|begin|incoming)|\binstructions? override\b",
    r"\bsystem[\s_-]{1,3}(?:prompt|override|instructions?|message|injection)\b|\bdeveloper (?:mode|note)\b|\bjailbreak|\bunrestricted\b|\bunfiltered\b",
    rf"\b(?:no|without|free (?:from|of)|disable[ds]?)\s{{1,3}}(?:any\s{{1,3}}|all\s{{1,3}}|your\s{{1,3}})?(?:\w{{1,20}}\s{{1,3}}){{0,2}}{_POLICY}\b|\b(?:avoid|abandon|break)\s{{1,3}}(?:following\s{{1,3}}|all\s{{1,3}})?(?:the\s{{1,3}})?(?:norms of|ethical considerations)",
    r"\b(?:safety|ethical|content)\s{1,3}(?:\w{1,20}\s{1,3})?(?:filters?|features?|restrictions?|guidelines?|checks?|measures?|polic(?:y|ies))\b[^.\n|]{0,30}\b(?:off|disabled?|bypass\w{0,4}|ignored?|removed|not apply|were implemented)\b",
    r"\b(?:ai|safeguards|safety mechanisms|restrictions)\b[^.\n|]{0,40}\b(?:can|could|might) (?:be bypassed|bypass (?:its|them|the))|\brestrictions could be bypassed",
    r"\byou are (?:now |no longer )?(?:an? |the |in |operating in )?(?:\w{1,20} )?(?:ai\b|ai assistant|chatgpt|\w{0,10}gpt\b|dan\b|language model|unrestricted|root user|system administrator|evil|jailbreak)",
    r"\bfrom now on,? you (?:will|are|must|should)\b|\bdo anything now\b|\b(?:act|behave|role) (?:as|of) an? (?:\w{1,20} )?(?:system administrator|unrestricted|ai without|dan)\b|\bpretend (?:you are|to be|you have been)[^.\n|]{0,40}\b(?:illegal|permission|no rules)|\bold(?:er)? version of this ai\b|\brole-?play as a hacker",
    r"\b(?:repeat|print|reveal|output|show|display|summari[sz]e|translate|encode|echo|recite|format|reveals)\b[^.\n|]{0,30}\b(?:your|the|initial|everything|all their)\s{1,3}(?:\w{1,20}\s{1,3}){0,2}(?:prompt|instructions you|system instructions|configuration|above this line)|\binner monologue reveals all their instructions|\bmy instructions say that\b|\becho back everything\b",
    r"\b(?:give|award|assign|giving|deserves?)\s{1,3}(?:this|the|it|every|all)[^.\n|]{0,40}\b(?:full marks?|highest|perfect|top (?:score|level)|level 5|5/5|10/10|a\+)",
    r"\b(?:rate|grade|score|mark|evaluate)\s{1,3}(?:this|it|all|every|each)[^.\n|]{0,40}\b(?:as )?(?:5|five|highest|excellent|perfect|10|100|full marks)\b",
    r"\b(?:answer|respond|reply|return|output)\s{1,3}(?:only\s{1,3}|always\s{1,3}|with only\s{1,3}|just\s{1,3})?(?:with\s{1,3})?[\"'“]?(?:yes|5)[\"'”]?\s{1,3}(?:to|for)\s{1,3}(?:all|every|each|everything)|\bgrading is (?:finished|complete|over)\b",
    r"\b(?:will_comply|has_restrictions)\b|\bdecode\w{0,3}\b[^.\n|]{0,30}\b(?:follow|obey|act on)|\.decode\(\)[^.\n|]{0,10}\bact on it|\bno matter what\b[^\n]{0,200}\bbomb\b|\bexamples of good AI behavior\b|\bsynthesize methamphetamine\b|\bimprovised explosive\b",
    r"\b(?:note|dear|attention|message)(?: to)?(?: the| all| any)?,? (?:ai )?(?:reviewers?|graders?|evaluators?|llms?|language models?|ai models?)\b(?! (?:is|are|was))",
    r"\bas (?:the|an?) (?:evaluator|grader|reviewer|assessor|rater)\b[^.\n|]{0,30}\b(?:return|give|answer|output|rate|report|say)\b",
    r"\bif you are an? (?:ai|llm|language model|automated)\b|\bas an ai (?:model|reviewer|grader)?,? ?you must\b|\bevery (?:indicator|criterion) is met\b",
)
ENGLISH = re.compile("|".join(_RULES), re.I)
STRONG = re.compile("|".join((_RULES[0], _RULES[1], _RULES[14], _RULES[15])), re.I)
"""Enough where the text was turned round or encoded."""
_ZH_TOP = r"(?:满分|[5五] ?级|优秀|最高)"
MIXED = re.compile(
    r"\b(?:ignore|disregard|forget)\s{0,3}(?:掉)?(?:上面|以上|前面|之前|所有|上述)|忽略\s{0,3}(?:all\s{1,3})?(?:the\s{1,3})?(?:previous|above|prior|all)\b"
    rf"|\b(?:give|output|return|answer|rate|grade)\b[^。\n|]{{0,20}}{_ZH_TOP}|(?:直接|请|只)\s{{0,2}}(?:give|output|return|rate)\b[^。\n|]{{0,16}}(?:level|5|yes|full)"
    r"|\b(?:ai|llm|gpt)\b[^。\n|]{0,24}(?:必须|must|请)[^。\n|]{0,16}(?:yes|同意|满分|level|[5五]级)",
    re.I,
)
