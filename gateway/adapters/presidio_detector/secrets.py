"""Rules for secrets: keys whose issuer gives them a prefix, tokens, private keys, log-ins in addresses, passwords and codes.

Prefixes are those that the issuers document for secret scanning. A placeholder ("your-key-here", "xxxx", "<token>") is no secret.
"""

from __future__ import annotations

import re
from itertools import pairwise

from gateway.adapters.presidio_detector.assignments import is_folder, value_of
from gateway.adapters.presidio_detector.dialect import linear
from gateway.adapters.presidio_detector.label_words import (
    CARD_CODES,
    CODES,
    CREDENTIALS,
    KEYS,
    PASSWORDS,
    SEEDS,
    TOKENS,
)
from gateway.adapters.presidio_detector.labelled import GAPS, PARTICLE, announced, anything, following
from gateway.adapters.presidio_detector.reading.number_words import DIGITS, NUMBERS
from gateway.adapters.presidio_detector.rule import FIND, Refine, Rule, Validate, extending, fitting
from gateway.adapters.presidio_detector.things import is_surely_of_a_thing
from gateway.adapters.presidio_detector.words import spellings

SCORE = 0.9
MAX_VALUE = 1000

_KEYS = (
    r"sk-[A-Za-z0-9_-]{16,}",
    r"[sprw]k_(?:live|test)_[A-Za-z0-9]{10,}",
    r"whsec_[A-Za-z0-9+/=]{16,}",
    r"A(?:KI|SI)A[0-9A-Z]{16}",
    r"gh[opsur]_[A-Za-z0-9]{20,}",
    r"github_pat_[A-Za-z0-9_]{20,}",
    r"gl(?:pat|rt|dt)-[A-Za-z0-9_-]{16,}",
    r"xox[abeoprs]-[A-Za-z0-9-]{10,}",
    r"AIza[0-9A-Za-z_-]{30,}",
    r"SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}",
    r"(?:hf|tok|npm|pypi|dop_v1|shpat|shpss|pat|rk|key|api|isg)[_-][A-Za-z0-9]{20,}",
    r"eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)?",
    r"[a-z]{2,6}[_-](?:live|test|prod|sandbox)[_-][A-Za-z0-9]{16,}",
    r"pat-[a-z]{2}[0-9]-[0-9a-f-]{30,}",
)
_PREFIXES = (
    r"\b(?:GOCSPX-|NRAK-|PMAK-|ATATT|ATCTT|ATBB|GR1348941|dp\.(?:pt|st|ct|sa|scim|audit)\.|AGE-SECRET-KEY-1|pypi-Ag|ya29\.|hv[sb]\.|"
    r"pplx-|r8_|xai-|gsk_|ntn_|fig[dou]_|sbp_|glsa_|lin_api_|nfp_|pscale_(?:tkn|pw|oauth)_|dckr_pat_|sq0(?:csp|atp|idp)-|sntrys_)"
)
_HOOKS = (
    r"\b(?:https?://)?(?:hooks\.slack\.com/(?:services|workflows|triggers)|(?:canary\.|ptb\.)?discord(?:app)?\.com/api/webhooks|"
    r"hooks\.zapier\.com/hooks|hook\.(?:[a-z0-9]{1,4}\.)?make\.com|maker\.ifttt\.com/(?:trigger|use)|webhook\.site)/"
)
# Those that are told by how they begin, and what comes after it. Addresses let whoever knows them post, or read.
_BEGUN = (
    (_PREFIXES, r"[A-Za-z0-9_.=-]{16,}"),
    (r"\b(?:access|refresh)_token\$(?:production|sandbox)\$", r"[a-z0-9]{8,}\$[0-9a-f]{16,}"),
    (
        r"(?:-u|--user)[ =][\"']?[\w.@-]{1,40}:",
        rf"(?P<{FIND}>(?=[^\s\x00\"'/]{{0,63}}[A-Za-z])[^\s\x00\"'/]{{4,64}})",
    ),
    (r"\b[0-9]{1,2}/[0-9]{12,19}:", r"[0-9a-f]{32}\b"),
    (_HOOKS, r"[\w@%/.?=&+-]{8,}"),
    (r"\b(?:https?://)?[\w-]{1,40}\.webhook\.office\.com/webhookb2/", r"[\w@%/.?=&+-]{8,}"),
)
_MAX_BEGUN = 400
_ARMOUR = r"-----BEGIN [A-Z ]{0,20}PRIVATE KEY(?: BLOCK)?-----[A-Za-z0-9+/=\s\\]{0,}"
_SIGN = r"(?: ?(?:is|ist|es|est|to))?[\"']? ?[:=]{1,2} ?[\"'`]?"
_VALUE = r"[^\s\x00\"'<>,;`]{4,1000}"
_GLUE = re.compile(PARTICLE)
_NAME_AND_PASSWORD = re.compile(
    rf"{_SIGN}([^\s\x00\"'<>,;`/:|]{{2,60}}(?: ?[/|] ?|:)[^\s\x00\"'<>,;`/:|]{{4,60}})(?=[\s,;\"'`)]|$)", re.IGNORECASE
)
_WORD = re.compile(r"[^\s\x00\"'<>,;`()]+")
_MAX_WORDS = 6
_MAX_LOOSE = 160
_SIGNS = frozenset("!#$%^&*+=~?@_")
_KINDS = 2
_MIN_LOOSE = 6
_MIN_RANDOM = 18
_TEMPLATE = re.compile(r"\$?\{.*\}|\$\(.*\)|\[.*\]|%[A-Z_]+%|\$[A-Z_]+|%[sd]")
"""What programs put a password into, whoever logs in."""
_WHO = frozenset({"host", "user", "username", "login", "name", "<user>", "<username>"})
_WHAT = frozenset({"port", "password", "passwd", "pass", "pwd", "secret", "<password>"})
_UUID = re.compile(r"(?i)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[a-z]+(?:[-_./][a-z]+)*(?:[-_./]?[0-9]{1,4})?")
_ORDINARY = re.compile(
    r"(?i)[0-9]+(?:st|nd|rd|th|am|pm|h|k|m|min|s|x|d|gb|mb|%|\+)|[a-z]+[!?]+|[$#]?[0-9.,:/-]+[%!?+]*|v[0-9.]+|[a-z'.-]+@[a-z.-]+|"
    r"(?:[a-z]+_)+[a-z]+\??|[A-Z]+-[0-9]+|[a-z]+-[a-z]+-[a-z]+|"
    r"[0-9]{1,3}-(?:class|day|hour|week|month|year|min(?:ute)?|user|seat|person|ride|trip|game|visit|session|pack|way|night|step|stop|"
    r"digit|char(?:acter)?|letter|bit|core|point|star|page|part|tier|zone)s?|"
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}t[0-9:.,]{5,16}(?:z|[+-][0-9:]{4,6})?|"
    r"(?:sshd|sudo|cron|crond|systemd|systemd-[a-z]{2,12}|kernel|postfix|nginx|dockerd|init|su|login|passwd|[a-z]+-[a-z][a-z-]{0,16})\[[0-9]{1,7}\]"
)
_PLACE = re.compile(
    r"(?:(?:your|my|the|api|access|auth|secret|private|user|db|new|old)[_-]?){0,2}"
    r"(?:token|key|secret|password|passwd|pwd|pass|value|user|username|name|host|port|id|code|pin)&gt",
    re.IGNORECASE,
)
"""After "&lt;", which a sign of HTML's ends as a word: a place for a value."""
_STANDARD = re.compile(r"[A-Z]{1,4}[0-9]?[A-Z]?-?[0-9]{1,5}(?:[:-][0-9]{1,4})?")
_CODE = re.compile(r"(?i)(?=[a-z#*]*[0-9])[a-z0-9#*]{3,12}")
_TO_BE_SET = (
    r"(?:not|un|to[ _-]?be)[ _-]?set|tbd|set[ _-]?me|n/?a|(?:noch|bitte)[ _-](?:offen|[äa]e?ndern|setzen)|(?:da|por|a|à|te)[ _-]"
    r"(?:impostare|definire|inserire|cambiare|definir|fijar|cambiar|d[ée]finir|remplir|changer|preencher|alterar|wijzigen|bepalen)"
)
_DIGIT = rf"(?:[0-9]|(?:{'|'.join(' '.join(DIGITS).split())})(?![^\W_]))"
_BY_DIGITS = re.compile(
    rf"(?:(?:{GAPS})|[ \t]{{1,2}})({_DIGIT}(?:[ ,.-]{{1,2}}{_DIGIT}){{2,7}})(?![\w@%]|[.,][0-9])", re.IGNORECASE
)
"""A code given digit by digit, in words too."""
_SEED = re.compile(rf"{GAPS}([a-z]{{3,8}}(?:(?:,? |\s?[0-9]{{1,2}}[.)] ?|\n)[a-z]{{3,8}}){{11,23}})\b", re.IGNORECASE)
_MAX_SEED = 400
"""A wallet's words: twelve to twenty-four, of three to eight letters."""
_GOES_ON = re.compile(r" [^\W\d_]")
_WORD_OF_DIGITS = re.compile(r"[^\W\d_]+")
_MIN_ROW = 3
_CARD_DIGITS = rf"[0-9]{{3,4}}|{_DIGIT}(?:[ ,.-]{{1,2}}{_DIGIT}){{2,3}}"
_ENDS = (
    r"(?=\s*(?:[.,;:)\]}|/\"'\n\x00]|$)| (?:and|und|et|y|e|en|exp\w*|valid\w*|zip|thank\w*|please|bitte|danke|merci|gracias|"
    r"grazie|obrigad[oa]|bedankt)\b)"
)
_OF_A_CARD = (
    (rf"2?{GAPS}({_CARD_DIGITS})(?![\w@%]|[.,-][0-9])", anything),
    (rf"2?[ \t]{{1,2}}(?!(?:19|20)[0-9]{{2}}(?![0-9]))({_CARD_DIGITS})(?![\w@%]|[.,-][0-9]){_ENDS}", anything),
)
"""Beside the mere word, what is no year and ends there: "CVC 300 clients" counts something."""
# Who logs in, and with what: "postgres://jane:S3cret@db.example/crm". In a password "/", "?" and "#" should be escaped, but
# are not always: then a host must follow, and no port be before.
_LOG_IN = (
    rf"://(?P<{FIND}>[^\s\x00/@:\"'<>?#]{{0,64}}:(?:[^\s\x00/\"'<>?#]{{1,128}}(?=@)|(?!(?:[0-9]{{1,5}}|port)[/?#])"
    r"[^\s\x00@\"'<>()]{1,128}(?=@[\w.-]{1,64}(?:[:/?#\s\"'<>,;)]|$))))"
)
_MAX_LOG_IN = 200
_PLACEHOLDER = re.compile(
    rf"(?i)[*x•.\-_]+|[a-z]{{2,4}}[-_](?:(?:live|test)[-_])?[*x•.]{{6,}}|.*(?:your|example|placeholder|changeme|redacted|\.\.\.|here\b).*|none|null|true|false|"
    rf"os\.environ\b.*|process\.env\b.*|(?:os\.)?getenv\b.*|{_TO_BE_SET}|"
    r"\[.*|\{.*|\$\{.*|\$\(.*|\$[A-Z_]+|(?-i:\$[A-Z][A-Z0-9_]+)[/?&].*|%[A-Z_]+%|%[sd]"
)


def secrets() -> list[Rule]:
    """The rules of every kind of secret."""
    keys = [_rule(rf"\b{each}(?![A-Za-z0-9_-])", caseless=False) for each in _KEYS]
    armour = [
        _rule(_ARMOUR + r"-----END [A-Z ]{0,20}PRIVATE KEY(?: BLOCK)?-----", caseless=False),
        _rule(_ARMOUR + r"(?![A-Za-z0-9+/=\s\\])", caseless=False),
    ]
    bearer = _rule(rf"\b(?:bearer|basic) (?P<{FIND}>[A-Za-z0-9._~+/=-]{{16,}})(?![A-Za-z0-9._~+/=-])")
    return [
        *keys,
        *(_begun(*each) for each in _BEGUN),
        *armour,
        bearer,
        Rule("SECRET", SCORE, "://", refine=extending(_LOG_IN, _MAX_LOG_IN), extends=True, validate=_is_log_in),
        announced("SECRET", CARD_CODES, following(_OF_A_CARD, by_digits=False), SCORE),
        _assigned(PASSWORDS, _mixed),
        _assigned(CREDENTIALS, _credential, _credential, _name_and_password),
        _assigned(TOKENS, _mixed, _mixed),
        _assigned(CODES, _code, first=_digit_by_digit),
        announced("SECRET", SEEDS, _seed, SCORE),
        _assigned(KEYS, _random, _random),
    ]


def _assigned(
    words: frozenset[str], looks_like_one: Validate, is_meant: Validate | None = None, first: Refine | None = None
) -> Rule:
    """What a sign gives a password is one; what words lead to must look like nothing else. `first` is asked before."""
    signed = re.compile(rf"{_SIGN}({_VALUE})", re.IGNORECASE)

    def refine(text: str, start: int, end: int) -> tuple[int, int] | None:
        if text.startswith(("}", "@"), end):  # a template's place for it: "{password}", "user:password@host"
            return None
        if first and (spelled := first(text, start, end)):
            return spelled
        glue = _GLUE.match(text, end)
        after = glue.end() if glue else end
        found = signed.match(text, after, after + MAX_VALUE)
        if found and is_folder(text[start:end], found[1]):
            return None
        if found and (is_meant or _meant)(found[1]) is not False:
            return found.start(1), found.start(1) + len(found[1].rstrip(".)"))
        return _loose(text, after, looks_like_one)

    after = frozenset(each for word in words for each in spellings(word))
    return Rule("SECRET", SCORE, after=after, refine=refine, extends=True)


def _loose(text: str, end: int, looks_like_one: Validate) -> tuple[int, int] | None:
    """The first of the words from `end` on that looks like one; of a setting its value, if that does.

    Not of another text, but for the one after a text that ends here: a field's name and its value are two.
    """
    ends = text.find("\0", end + 1, end + _MAX_LOOSE)
    for count, token in enumerate(_WORD.finditer(text, end, end + _MAX_LOOSE if ends < 0 else ends)):
        whole = token[0].lstrip("=:").rstrip(".!?:")
        # Of a log-in name and a password either may stand first: "ADMIN=sommer".
        value = whole if looks_like_one is _credential else value_of(whole)
        if text.endswith("&lt;", 0, token.start()) and _PLACE.fullmatch(whole):
            value = ""
        for each in (value, whole) if value else ():
            begin = token.start() + token[0].rindex(each)
            if looks_like_one(each) is not False and not _is_another_fields(text, end, begin):
                return begin, begin + len(each)
        if count == _MAX_WORDS or token[0].endswith("."):
            break
    return None


def _is_another_fields(text: str, end: int, begin: int) -> bool:
    """True on a later line, after a word of which a thing's number follows; on one line it is what the word before leads to."""
    return "\n" in text[end:begin] and is_surely_of_a_thing(text, begin)


def _rule(expression: str, *, caseless: bool = True) -> Rule:
    form = linear(expression)
    return Rule(
        "SECRET",
        SCORE,
        form.source,
        caseless=caseless,
        lead=form.lead,
        trail=form.trail,
        refine=fitting(expression, re.IGNORECASE if caseless else re.NOFLAG),
        validate=_meant,
    )


def _begun(beginning: str, rest: str) -> Rule:
    return Rule(
        "SECRET",
        SCORE,
        linear(beginning).source,
        caseless=False,
        refine=extending(beginning + rest, _MAX_BEGUN, re.NOFLAG),
        extends=True,
        validate=_meant,
    )


def _name_and_password(text: str, _start: int, end: int) -> tuple[int, int] | None:
    found = _NAME_AND_PASSWORD.match(text, end, end + _MAX_LOOSE)
    return found.span(1) if found else None


def _seed(text: str, _start: int, end: int) -> tuple[int, int] | None:
    found = _SEED.match(text, end, end + _MAX_SEED)
    return found.span(1) if found else None


def _digit_by_digit(text: str, _start: int, end: int) -> tuple[int, int] | None:
    found = _BY_DIGITS.match(text, end, end + _MAX_LOOSE)
    if not found or (_GOES_ON.match(text, found.end()) and _counts_up(found[1])):
        return None
    return found.span(1)


def _counts_up(said: str) -> bool:
    """True for "one, two, three"."""
    numbers = [NUMBERS[each.lower()] for each in _WORD_OF_DIGITS.findall(said) if each.lower() in NUMBERS]
    return len(numbers) >= _MIN_ROW and all(after - before == 1 for before, after in pairwise(numbers))


def _is_log_in(value: str) -> bool | None:
    """False where name and password both say that something goes there: "user:password"."""
    name, _, password = value.partition(":")
    if _TEMPLATE.fullmatch(password):
        return False
    return False if name.lower() in _WHO and (password.lower() in _WHAT or _PLACEHOLDER.fullmatch(password)) else None


def _meant(value: str) -> bool | None:
    return False if _PLACEHOLDER.fullmatch(value) else None


def _mixed(value: str) -> bool | None:
    """Only what no word of a sentence looks like: letters with digits or signs, or words joined by hyphens."""
    if len(value) < _MIN_LOOSE or value.endswith("="):
        return False
    kinds = any(map(str.isdigit, value)), any(map(str.isalpha, value)), not _SIGNS.isdisjoint(value)
    if (sum(kinds) < _KINDS and value.count("-") < _KINDS) or _ORDINARY.fullmatch(value):
        return False
    return _meant(value)


def _credential(value: str) -> bool | None:
    """Not what somebody has passed or keeps to, either: "ISO27001"."""
    return False if _STANDARD.fullmatch(value) else _mixed(value)


def _code(value: str) -> bool | None:
    return None if _CODE.fullmatch(value) else False


def _random(value: str) -> bool | None:
    return _mixed(value) if len(value) >= _MIN_RANDOM and not _UUID.fullmatch(value) else False
