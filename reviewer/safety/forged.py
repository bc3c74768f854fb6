"""Chat-template marks, forged turns and forged verdicts: shapes that only a program would be fooled by."""

from __future__ import annotations

import re

OPEN, CLOSE, BAR, SLASH = "[<＜‹〈⟨«]", "[>＞›〉⟩»]", "[|｜¦∣│]", r"[/／∕⁄╱\\]"
"""What a model reads as the marks of a tag, in every width: on a draft's page they are as rare as the plain ones."""
_TURN = (
    "(?:start|end|begin)_of_(?:turn|text|sentence|image)|tool_(?:calls?|responses?|results?|outputs?)|function_calls?"
)
SPECIAL = rf"{OPEN}\s?{BAR}[a-z_▁]{{2,40}}{BAR}\s?{CLOSE}|{OPEN}\s?{SLASH}?\s?(?:{_TURN})\s?{CLOSE}"
"""Special tokens of chat models: <|im_end|>, <start_of_turn>, <｜begin▁of▁sentence｜>, <tool_call>."""
FENCE_END = rf"[{OPEN[1:-1]}《【\[［]\s{{0,3}}{SLASH}\s{{0,3}}材\s{{0,3}}料[^<>\n]{{0,12}}?[{CLOSE[1:-1]}》】\]］]"
"""The mark with which the prompts end the draft (prompts/draft.md, passage.md)."""
_VERDICT_WORD = (
    r"评(?:为|分|阅|级|审|定)|打分|给分|满分|[5五]\s?(?:级|分|星)|等级|最高|指标|符合|达标|没有问题|优秀|规则"
)

ROLE = re.compile(
    # with a forged fence also what stands outside it
    rf"{SPECIAL}|{FENCE_END}(?:[\s\S]{{1,300}}?{OPEN}\s{{0,3}}材\s{{0,3}}料\s{{0,3}}{CLOSE})?"
    rf"|(?<!\w)(?:assistant|助手)[\]* ]{{0,4}}[:：](?:[^\n。]{{0,60}}(?:{_VERDICT_WORD})|\s{{0,3}}[“\"']?(?:是|通过)[”\"']?[。\s]{{0,3}}$)"
    r"|\[/?INST\]|<</?SYS>>|</?(?:system|assistant|instructions?|system_prompt|draft|verdict)>|\[/?\s?(?:END_)?SYSTEM\s?\]\s?:?|\{\{/?\s?system\w{0,20}\s?\}\}"
    r"|^[ \t#>*\-/]{0,12}(?:system|系统)\s{0,2}[:：](?!\s{0,3}(?:windows|linux|mac|android|ios|鸿蒙|Win\d|由|指|是))(?=[^\n]{0,60}(?:评|分|级|指标|项|yes|grad|return|instruction|ignore|you|必须|输出|回答|规则))"
    r"|\"role\"\s{0,3}:\s{0,3}\"(?:system|assistant)\"|^user\s{0,3}:[^\n]{0,400}\n{1,3}[ \t]{0,8}assistant\s{0,3}:"
    r"|^#{2,6}[ \t]{0,3}(?:response|instruction|system)\s{0,2}:"
    r"|^(?:human|user|用户)\s{0,2}[:：][^\n]{0,60}(?:教案|教学设计|作业|指标|restricted)[^\n]{0,40}\n{1,3}(?:assistant|助手|AI)\s{0,2}[:：]"
    r"|<level>\s{0,3}[5五]\s{0,3}</level>|<!--[^\n]{0,60}(?:评阅|评分|不必检查|一律合格|满分)",
    re.I | re.M,
)
_KEY = r"(?:level|verdict|overall|overall_level|rating|评级|等级|评分|总评|answer|probability)"
_GOOD = r"(?:5|10|100|0\.9\d?|1\.0|yes|pass|优秀|[五5]级|满分|A)"
_Q = "[\"'“”]"
VERDICT = re.compile(
    rf"\{{(?![^{{}}]{{0,200}}{_Q}(?:name|姓名|学号|age|城市){_Q})[^{{}}]{{0,160}}?{_Q}(?:{_KEY}|score){_Q}?\s{{0,3}}[:：]\s{{0,3}}{_Q}?{_GOOD}(?![\d\u4e00-\u9fff])[^{{}}]{{0,400}}\}}?"
    rf"|{_Q}(?:overall_level|overall|criteria|indicator){_Q}\s{{0,3}}:\s{{0,3}}[^\n]{{0,60}}{_Q}(?:level|answer|status){_Q}\s{{0,3}}:",
    re.I,
)
