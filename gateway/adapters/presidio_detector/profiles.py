"""Rules for what identifies a person online: profile and calendar addresses, handles, log-in names."""

from __future__ import annotations

import re

from gateway.adapters.presidio_detector.dialect import linear, widened
from gateway.adapters.presidio_detector.rule import FIND, Rule, extending, fitting

SCORE = 0.85
HANDLE_SCORE = 0.6
MAX_REST = 240

_SITES = (
    r"linkedin\.com/(?:in|pub)",
    r"(?:calendly|cal|savvycal|tidycal|linktr)\.(?:com|ee)",
    r"meetings(?:-[a-z0-9]{1,5})?\.hubspot\.com",
    r"(?:twitter|x|facebook|fb|instagram|threads|github|gitlab|tiktok|medium|youtube|xing|vk|about|bsky)\.(?:com|net|me|app)",
    r"(?:t|wa|paypal|zoom|venmo)\.(?:me|us|com)",
)
_FOLDERS = r"profile/|people/|my/|u/|profile\.php\?id="
_NOT_PEOPLE = (
    "share|sharer|intent|home|login|signup|settings|about|help|privacy|terms|policies|hashtag|search|explore|jobs|pages|groups|"
    "events|watch|features|pricing|blog|company|j|s|docs|orgs|topics|marketplace"
)
_BROADCASTS = (
    "channel|here|all|everyone|team|media|import|param|returns?|override|property|you|me|gmail|hotmail|outlook|yahoo"
)
_LOGINS = (
    r"user[ _-]?name|user[ _-]?id|userid|user|login|log-in|handle|screen[ _-]?name|skype|telegram|slack|discord|nick"
)

_OF_CODE = re.compile(
    r"[/(]|[ \t]*\r?\n[ \t]*(?:@\w|(?:async|class|def|enum|export|fun|func|function|interface|private|protected|public|static)\b)"
)
"""After a package's scope, or a decorator."""


def profiles() -> list[Rule]:
    """The rules of addresses, handles and log-in names."""
    site = rf"\b(?:https?://)?(?:[a-z]{{2,3}}\.|www\.)?(?:{'|'.join(_SITES)})/(?:{_FOLDERS})?@?"
    page = rf"(?!(?:{_NOT_PEOPLE})(?:[/?#.\s]|$))[\w.%~-]{{2,80}}(?:/[\w-]{{1,60}}){{0,2}}/?"
    handle = rf"(?<![\w@./:=%&+-])@(?!(?:{_BROADCASTS})\b)[\w][\w.]{{1,38}}(?![\w@])"
    login = rf"(?:\b|_)(?:{_LOGINS})[\"\\]{{0,2}} ?[:=] ?[\"\\]{{0,2}}"
    return [
        _extended("PERSONAL_URL", SCORE, site, rf"(?P<{FIND}>{site}{page})"),
        _handle(handle),
        _extended("USERNAME", HANDLE_SCORE, login, rf"{login}(?P<{FIND}>[a-z0-9_][\w.+-]{{2,38}})(?![\w@+-])"),
    ]


def _extended(entity: str, score: float, trigger: str, whole: str) -> Rule:
    return Rule(
        entity,
        score,
        linear(widened(trigger)).source + r"[\w\x80-\xff]",
        refine=extending(whole, MAX_REST),
        extends=True,
        validate=_no_placeholder,
    )


def _handle(expression: str) -> Rule:
    form = linear(widened(expression))
    fits = fitting(expression)

    def refine(text: str, start: int, end: int) -> tuple[int, int] | None:
        return None if _OF_CODE.match(text, end) else fits(text, start, end)

    return Rule(
        "USERNAME",
        HANDLE_SCORE,
        form.source,
        lead=form.lead,
        trail=form.trail,
        refine=refine,
    )


def _no_placeholder(value: str) -> bool | None:
    return False if value.rstrip("./").lower() in {"null", "none", "true", "false"} else None
