"""Rules for the names by which people log in or are called online: handles, users' folders, options of tools, chat logs."""

from __future__ import annotations

import re

from gateway.adapters.presidio_detector.dialect import linear, widened
from gateway.adapters.presidio_detector.label_words import ADDRESSES, BORN, LOGINS, NAMES, PHONES, ROLES
from gateway.adapters.presidio_detector.labelled import (
    ASKED,
    PLACEHOLDER,
    QUOTED,
    REACH,
    SIGN,
    TAG,
    VERB,
    WHOSE,
    announced,
    following,
)
from gateway.adapters.presidio_detector.rule import FIND, Refine, Rule, Validate, extending, fitting
from gateway.core.common_words import word_set

_ENTITY = "USERNAME"
SCORE = 0.6

BROADCASTS = re.compile(
    "channel|here|all|everyone|team|media|import|param|returns?|override(?:public|private|protected|static)?|property|you|me|gmail|hotmail|outlook|yahoo"
)
"""After an @: whom a chat calls all at once, and what programs write so."""
# A line of a chat log: "<kaz> on my way". What HTML calls its parts is no name, nor is a place to fill in a sentence.
_NICK = (
    r"(?:(?<=[0-9][ap]m )|(?<=[0-9] [ap]m )|(?<![^\W\d_] )(?<![^\W\d_][,;] )(?<!> )(?<!>[,;] ))"
    r"<(?!(?:a|b|i|p|u|s|q|br|hr|li|ul|ol|td|th|tr|h[1-6]|div|span|code|pre|em|strong|small|sub|sup|img|table|html|head|body|"
    r"form|input|label|button|section|article|details|summary|tool|user|assistant|system|context|instructions|examples?|"
    r"name|email|text|title|id|key|value|token|url|date|number|string|int|none|null)\b)"
    rf"(?P<{FIND}>[a-z_][\w.-]{{1,30}})> "
)
OF_CODE = re.compile(
    r"[/(]|\.[a-z_]\w{0,30}\(|[ \t]+\((?:(?:min|max)-|prefers-|orientation|hover)|"
    r"[ \t]+(?:public|private|protected|static)[ \t][^\n.!?]{0,100}(?:\w\(|[;={])|"
    r"(?:[ \t]*\r?\n[ \t]*@[\w.]{1,60}(?:\([^\n]{0,120}\))?){0,8}[ \t]*\r?\n[ \t]*"
    r"(?:async|class|def|enum|export|fun|func|function|interface|private|protected|public|static)\b"
)
"""After a package's scope, or a decorator; others may come before what they decorate."""

# Whose directory it is; those of services are nobody's.
_HOMES = (
    r"(?:[/\\](?:home|users|documents and settings)|\\(?:benutzer|utilisateurs|usuarios|utenti|gebruikers))[/\\]{1,2}"
)
_HOME = (
    rf"{_HOMES}(?!(?:apps?|ubuntu|runner|node|users?|root|admin|vagrant|ec2-user|www|git|shared|public|default|all users|me|"
    rf"jovyan|work|permissions|roles|groups|settings|preferences)\b)"
    rf"(?P<{FIND}>[^\W\d_][\w.-]{{0,20}}(?: [\w.-]{{1,20}}){{1,3}}(?=\\)|"
    rf"[^\W\d_][\w.-]{{0,20}}(?-i:(?: [A-ZÀ-Þ][\w.-]{{0,20}}){{1,3}})(?=/)|[^\W\d_][\w.-]{{1,30}}(?=[/\\\s:\"']|$))"
)
MAX_HOME = 64
# Who logs in without a password: "smb://jdoe@files/share".
_VISITOR = rf"://(?P<{FIND}>[a-z_][\w.+-]{{1,63}})@[\w.-]{{1,64}}(?:[:/?#\s\"'<>,;)]|$)"
MAX_VISITOR = 130
# Whom a tool is called for, or by: "--owner jdoe".
_OPTION = (
    r"--(?:owner|host|user|username|login|assignee|author|agent|rep|reporter|requester|reviewer|approver|attendee|"
    r"manager)[ =]"
)
_OF_OPTION = rf"{_OPTION}[\"']?(?P<{FIND}>@?[a-z_][a-z0-9_]{{2,30}})(?=[\s\"']|$)"
MAX_OPTION = 52
_MACHINES = word_set(
    """
    localhost host redis db database postgres postgresql mysql mongo web api app server proxy gateway node test tests local prod
    production staging dev auto self current nobody daemon git hg svn user guest anonymous deploy ec2-user ubuntu token oauth2
    """
)
_NOTHING = frozenset(
    re.findall(
        r"\S+",
        """
        null none true false n/a na nil undefined unknown string number integer tbd - unassigned anonymous system
        admin root me you him her them the a an and or not whats what is was who how why when where please hi hello
        yes no ok i we it this that required invalid correct wrong missing taken unavailable available optional empty
        field password name page button broken down working needed changed different new old case sensitive locked
        disabled active sistema système systeem sistem automatic automatisch bot import api
        guide manual settings management interface experience story stories journey details info profile profiles group
        groups role roles account accounts access data list support feedback
        loop issue issues problem problems error errors failure failures attempt attempts timeout
        """,
    )
)
_FIELDS = frozenset(each.replace(" ", "_") for each in (*NAMES, *PHONES, *BORN, *ADDRESSES, *LOGINS) if " " in each) | {
    "email_address", "created_at", "updated_at", "deleted_at", "postal_code", "zip_code", "company_name", "job_title",
}  # fmt: skip
"""What a table calls its columns."""
_VERSION = re.compile(r"v?[0-9]+(?:[.,-][0-9a-z]+)*[kmh%]?")
_GAP = rf"(?:(?!-\w|\s?#){SIGN}|{VERB}|{ASKED}|{TAG})"
"""A hyphen between two letters joins words, "owner-operator", and "#" begins a channel's name."""
_LOGIN = r"(@?\w[\w.-]{1,38}\w(?:#[0-9]{4})?)"
_STOPS = r"(?=\s*(?:[\n\x00,;|)}\]<]|$))"
_CELL_BEGINS = re.compile(r"(?:^|[\n\x00\t|])[ \t]{0,4}(?:[-*\u2022] )?\Z")
_ALONE = re.compile(rf" {_LOGIN}(?=[ \t\r]*(?:[\n\x00\t|]|$))")
_BEFORE = 8


def logins() -> list[Rule]:
    """The rules of handles and log-in names."""
    return [
        _handle(rf"(?<![\w@./:=%&+}}-])@(?!(?:{BROADCASTS.pattern})\b)[\w][\w.]{{1,38}}(?![\w@])"),
        announced(_ENTITY, LOGINS - ROLES, following([*_logins(rf"(?:{_GAP}|[ \t])"), _paired()], by_digits=False)),
        announced(_ENTITY, LOGINS & ROLES, _of_role()),
        _behind(linear(widened(rf"{_HOMES}[\w]")).source, _HOME, MAX_HOME),
        _behind(linear(_OPTION).source, _OF_OPTION, MAX_OPTION, _of_somebody),
        _behind("://", _VISITOR, MAX_VISITOR, _of_somebody),
        Rule(_ENTITY, SCORE, r"[\n\x00 ]<[a-z_][\w.-]{1,30}> ", lead=True, refine=fitting(_NICK)),
    ]


def _behind(expression: str, whole: str, reach: int, validate: Validate | None = None) -> Rule:
    """A name that begins at most `reach` characters behind what is found by `expression`."""
    return Rule(_ENTITY, SCORE, expression, refine=extending(whole, reach), extends=True, validate=validate)


def _handle(expression: str) -> Rule:
    form = linear(widened(expression))
    fits = fitting(expression)

    def refine(text: str, start: int, end: int) -> tuple[int, int] | None:
        return None if OF_CODE.match(text, end) else fits(text, start, end)

    return Rule(
        _ENTITY,
        SCORE,
        form.source,
        lead=form.lead,
        trail=form.trail,
        refine=refine,
    )


def _of_somebody(value: str) -> bool | None:
    """False for a machine, too."""
    return False if value.lower() in _MACHINES else named(value)


def _logins(before: str) -> list[tuple[str, Validate]]:
    """A log-in name: a field's text, the one word of its line or cell after `before`, or what is no word of a sentence."""
    return [
        (rf"{_GAP}({QUOTED})", named),
        (rf"{before}{_LOGIN}{_STOPS}", named),
        (rf"(?:{WHOSE})?{VERB}{_LOGIN}(?= (?:and|but|or|y|e|et|und|en)\b|[.;] |\.?\s*(?:[\n\x00]|$))", named),
        (rf"(?:{_GAP}|[ \t]{{1,2}}[\"'(]?|[,;] ){_LOGIN}(?![\w@%])", _distinct),
    ]


def _paired() -> tuple[str, Validate]:
    """A log-in name after a sign, with something else that is told of its owner."""
    return rf"{SIGN}{_LOGIN}(?= / )", named


def _of_role() -> Refine:
    """What follows a word that says what somebody is, too: after a mere blank only where the two are all of a line or cell."""
    fits = following(_logins(rf"(?:{_GAP}|\t)"), by_digits=False)

    def refine(text: str, start: int, end: int) -> tuple[int, int] | None:
        found = fits(text, start, end)
        if found or not _CELL_BEGINS.search(text, max(0, start - _BEFORE), start):
            return found
        alone = _ALONE.match(text, end, end + REACH)
        return alone.span(1) if alone and named(alone[1]) is not False else None

    return refine


def named(value: str) -> bool | None:
    """False for a word that stands for no value, or none of somebody's."""
    lowered = value.lower()
    if _VERSION.fullmatch(lowered):
        return False
    return (
        False
        if lowered in _NOTHING or lowered in _FIELDS or PLACEHOLDER.fullmatch(value) or lowered.isdigit()
        else None
    )


def _distinct(value: str) -> bool | None:
    """Letters with digits, an underscore or a dot."""
    if not (any(map(str.isdigit, value)) or "_" in value or "." in value.strip(".")) or not any(
        map(str.isalpha, value)
    ):
        return False
    return named(value)
