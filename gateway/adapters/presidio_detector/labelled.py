"""Rules for values that a label names: "policy no: XK-4711", `"customerId": "X-9"`, "dob 3/4/71", "PPS for Ann Lee is 1234567T".

A label makes even a plain number personal, and little is asked of the value's form, so these rules find identifiers of
countries that Presidio has no pattern for. A field's text value is taken whole.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping, Sequence

from gateway.adapters.presidio_detector.counting import UNITS
from gateway.adapters.presidio_detector.founded import of_people
from gateway.adapters.presidio_detector.label_words import BORN, COMMON, NUMBER_WORDS, SPECIFIC, VEHICLES
from gateway.adapters.presidio_detector.rule import Refine, Rule, Validate
from gateway.adapters.presidio_detector.spoken_dates import SPOKEN_DATE
from gateway.adapters.presidio_detector.words import spellings

SCORE = 0.6
SPECIFIC_SCORE = 0.8
"""Surer than a telephone number with context: what is called a passport is none."""
MIN_DIGITS: Mapping[str, int] = {
    "TAX_ID": 7,
    "NATIONAL_ID": 5,
    "PASSPORT": 5,
    "DRIVER_LICENSE": 5,
    "BANK_ACCOUNT": 4,
    "ACCOUNT_ID": 4,
    "LICENSE_PLATE": 2,
    "CREDIT_CARD": 3,
}
"""Fewer are no number of that kind ("VAT 20 %", "social 5"); 3 where nothing else is said."""
DISTINCTIVE_DIGITS = 5
MIN_LETTERED = 5
_LETTERED = re.compile(r"(?=(?:[A-Z]*[0-9]){2})[A-Z0-9]{8,12}")
"""Where five digits are asked for, capitals in one piece make up for them: many states' papers have few digits."""
MIN_PLATE = 5
NEAR = 96
"""Characters after a label in which a value's first digit must be."""
REACH = 170
"""Characters after a label that a gap and a value may take."""

_NUMBER = rf"(?:[ _./-]{{0,2}}{NUMBER_WORDS}(?![a-z])\.?)"
_IS = (
    r"(?:is|was|are|now|it's|its|ist|lautet|war|es|era|est|était|è|é|e|jest|to|as|als|um|in|ending|ends|endet|auf|on|el|am|le|il|"
    r"em|op|är|er|je|ir|yra|este|van|vara|no|given|listed|recorded|noted|shown|stated|entered|это|—|είναι|є|е|הוא|היא|هو|هي|है|คือ|là|adalah)"
)
PARTICLE = r"(?:は|が|是|为|為|는|은|가|이|を|の)[: ]{0,2}"
"""What Chinese, Japanese and Korean put between a label and its value."""
SIGN = r"[\"'`*_)\]\\]{0,3}\s?(?:[:=#|>]{1,2}|=>|->|[-\u2013])\s{0,2}[\"'`*_(#\\]{0,3}"
VERB = rf" {{1,2}}(?:{_IS}\b[ :]{{1,2}}){{1,3}}[\"'`#(]?"
_OF = r"(?:for|of|from|de|del|da|do|di|della|van|von|vom|im|you|que|the)"
WHOSE = rf" {_OF}(?: [^\s\x00:;,.!?]{{1,32}}){{1,4}}?"
ASKED = (
    r"(?=[^:>\x00]{0,64}[:>])(?:,? [^\s\x00:;,.!?()]{1,12}){0,3} ?[?.]?\s{1,2}[^\s\x00:()][^\n\x00:?()]{0,23}[:>] "
    r"(?:(?:ok|okay|sure|yes|yeah|um|uh|its|it's|it is|that's|my|number|is|oui|ja|sí|si|sim|claro|c'est|es|est|ist|é|è)\b"
    r"[,.]? ){0,4}"
)
_PAIR = r"\"\s?,\s?\"[a-z_]{1,12}\"\s?:\s?\""
TAG = (
    r"[\"']?(?:\s(?:value|content|data-value)=[\"']|</[a-z]{1,8}>\s{0,4}<[a-z]{1,8}[^<>]{0,40}>|"
    r"\s?<(?:b|i|code|strong|em|span)>)"
)
_ASIDE = r" ?\((?:[a-z ]{1,16}[: ])?"
_BEFORE_BRACKET = r"(?: [^\W\d]{1,16}){1,2} \("
"""A word or two that are said of it: "the passport on file (...)"."""
_MINE = rf"[.,;] (?:[^\s\x00:;,.!?]{{1,8}} ){{1,2}}{_IS} "
GAPS = rf"(?:{SIGN}|{VERB}|{PARTICLE}|{WHOSE}(?:{VERB}|{SIGN})|{_PAIR}|{TAG}|{_ASIDE}|{ASKED}|{_MINE})"

_COMPACT = r"(?=[A-Z/._-]{0,20}[0-9])[A-Z0-9]{1,24}(?:[-/._][A-Z0-9]{1,24}){0,6}"
_NO_WORD = (
    r"(?!(?:is|ist|le|la|es|est|was|no|nr|of|for|to|by|on|in|at(?! U[0-9])|id|the|and|der|die|das|el|il|um|"
    r"(?-i:je|ir|er|är|yra|este|е))\b)"
)
_GROUPS = (
    rf"(?:{_NO_WORD}[A-Z]{{1,3}}|(?-i:[A-Z]{{4,5}})|(?=[A-Z]{{0,4}}[0-9])[A-Z0-9]{{1,5}})"
    r"(?:(?: № ?|[-/._ ])(?:[A-Z]?[0-9]{1,12}(?![A-Z0-9])|(?=[A-Z]{0,2}[0-9])[A-Z0-9]{1,5})){1,8}(?-i:[ -][A-Z](?![A-Za-z0-9]))?"
)
_IDENTIFIER = rf"(?:{_GROUPS}(?![A-Z0-9]|[-/._][A-Z0-9])|{_COMPACT})(?:\([0-9A]\))?"
_PLATE = (
    rf"{_NO_WORD}(?=[A-Z0-9 -]{{0,11}}[0-9])(?=[A-Z0-9](?:[ -]?[A-Z0-9]){{4}})"
    r"(?:(?-i:[A-Z0-9]{1,4}(?:[ -][A-Z0-9]{1,5}){1,3})|"
    r"[A-Z0-9]{1,4}(?:[ -](?:(?!(?:is|was|for|and|has|at|in|on|to|the|of)\b)[A-Z]{1,3}\b|[A-Z]{0,3}[0-9][A-Z0-9]{0,5})){1,3}|"
    r"[A-Z0-9]{5,8})"
)
# Four letters in a row inside of an IBAN, in any case: after a whole group, and with digits to come.
_IN_IBAN = (
    r"(?:(?<=[A-Z0-9]{4})|(?<=[A-Z0-9]{4}[ -])(?!(?:from|with|over|paid|plus|till|then|only|date|seit|pour|avec|para|voor)\b))"
    r"[A-Z]{4}(?=[ -]?[A-Z]{0,3}[0-9])"
)
_VALUES: Mapping[str, str] = {
    "BANK_ACCOUNT": r"[0-9Xx*]{0,12}[0-9](?:[ -]?[0-9]){3,19}",
    "CREDIT_CARD": r"(?:[0-9Xx*]{4}[ -]?){2,4}[0-9]{1,7}|(?<=in )[0-9]{4}|(?<=is )[0-9]{4}|(?<=#)[0-9]{4}|(?<=: )[0-9]{3,4}",
    "IBAN_CODE": (
        r"[A-Z]{2}[0-9]{2}[ -]?[A-Z0-9]{2,4}"
        rf"(?:[ -]?(?:(?=[A-Z]{{0,3}}[0-9])[A-Z0-9]{{1,4}}|(?-i:[A-Z]{{4}})(?![A-Z])|{_IN_IBAN})){{1,8}}"
    ),
    "LICENSE_PLATE": _PLATE,
    "CRYPTO": r"[A-Z0-9]{20,90}",
}
# "order 5167400, shipped", "order 5167400 is late": no unit follows, so it is no amount.
_ALONE = (
    r"[ \t]([0-9][0-9-]{5,24})(?=[,;.)\n\x00\"'<|]|$|\s[(\u2013-]|(?<=[0-9]{7}) "
    rf"(?!(?:{UNITS})\b))"
)
QUOTED = r"(?<=[\"'])[^\"'\\\x00\n<>{}\[\]]{1,72}(?=\\{0,3}[\"'])"
_END = r"(?![\w@%])"
_OF_A_VEHICLE = (
    rf"(?:{VERB}|:? \(?)((?-i:(?=[A-Z]*[0-9]|[A-Z]+[ -])[A-Z0-9]{{1,4}}(?:[ -]?[A-Z0-9]{{1,5}}){{1,3}})){_END}"
)

_MONTH_AND_DAY = (
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|ust|(?:em|o)?ber)?\.? "
    r"[0-9]{1,2}(?:st|nd|rd|th)?"
)
_DATE = (
    r"[0-9]{1,4}[./-] ?[0-9]{1,2}[./-] ?[0-9]{2,4}"
    r"|[0-9]{1,2}(?:st|nd|rd|th|\.|er|º)?,? (?:of |de |d')?[^\W\d]{3,12}\.?,?(?: (?:de |of )?'?[0-9]{2,4}(?: r\.)?)?"
    r"|[^\W\d]{3,12}\.? [0-9]{1,2}(?:st|nd|rd|th)?,? (?:of )?'?[0-9]{2,4}|(?:19|20)[0-9]{6}|[0-3][0-9][01][0-9]{3}"
    r"|[^\W\d]{3,12}\.?,? (?:de |of )?(?:19|20)[0-9]{2}"
    r"|(?:19|20)[0-9]{2} ?[年년] ?[0-9]{1,2} ?[月월] ?[0-9]{1,2} ?[日일]?"
    rf"|(?:19|20)[0-9]{{2}}|{_MONTH_AND_DAY}"
)
_BIRTHPLACE = r"(?:(?:in|à|a|en|em|zu) [^\W\d_]{2,24}(?:[ -][^\W\d_]{2,24})? (?=(?:on|am|le|el|il|em|op|den) ))?"
_BIRTH = (
    rf"{_BIRTHPLACE}(?:(?:en|em|a|am|on|den|il|el|le|op|dne|la) )?({_DATE})(?:(?=[T ][0-9]{{2}}:[0-9]{{2}})|(?![\w%]))"
)
_BIRTH_IN_WORDS = rf"({SPOKEN_DATE})(?![\w%])"
_NAME_FIRST = r"(?:[^\W\d_]{2,24}, )?"
"""Who is asked for name and birth date says the name first."""
_CALENDAR = re.compile(
    r"(?:19|20)[0-9]{2}[-/.][0-9]{1,2}(?:[-/.][0-9]{1,2}.*)?|[0-3]?[0-9][-/.][01]?[0-9][-/.](?:20)?[0-9]{2}|"
    r"(?:Q[1-4]|H[12]|FY)[-/ ]?[0-9]{2,4}"
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_TECHNICAL = re.compile(
    r"(?i)[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{24,}|"
    r"(?:usd|eur|gbp|chf|inr|aed|kes|brl|pln|try|r\$)[ 0-9.,]+|[0-9]+(?:[.,][0-9]{1,2})?(?:eur|usd|gbp|k|m|gb|mb|kg|km|ms)"
)
"""What has digits and is nobody's number: a UUID, a hash, an amount."""
PLACEHOLDER = re.compile(
    r"(?i)[*x•.\-_ ]+|(?-i:\$[A-Z][A-Z0-9_]{2,})(?:[/?&].*)?|"
    r"\[[^\]]*\]|.*(?:your|example|placeholder|redacted|\.\.\.|here\b|\$\{|<|\{\{).*"
)


MASK = re.compile(r"(?=(?:[^9]*9){2})(?=(?:[9 -]*[AX]){2})(?:[A9]|[A9][A9 -]*[A9]|[X9][X9 -]*[X9])")
"""How numbers look that are written with letters and digits: "AA99 AAA"."""
_DIGIT = re.compile(r"[0-9]")
_LEADS = re.compile(
    rf"[\W_]|$|[A-Z]{{0,12}}[0-9]|{NUMBER_WORDS}|{_IS}\b|{_OF}\b|{PARTICLE}|[A-Z]{{1,2}}[ :]", re.IGNORECASE
)
"""What may come right after a label. What goes on in most other letters needs no closer look."""


def labelled() -> list[Rule]:
    """The rules of every label word, and of birth dates."""
    born = [(_plain(_BIRTH), _has_digit_or_month), (_plain(_BIRTH_IN_WORDS), anything)]
    born += [
        (rf"{ASKED}{_NAME_FIRST}{_BIRTH}", _has_digit_or_month),
        (rf"{ASKED}{_NAME_FIRST}{_BIRTH_IN_WORDS}", anything),
    ]
    rules = [announced("DATE_OF_BIRTH", BORN, of_people(following(born, by_digits=False)))]
    for entity, words in SPECIFIC.items():
        # A sort code looks like a date.
        fits = digits(MIN_DIGITS.get(entity, 3), letters=entity == "LICENSE_PLATE", dates=entity == "BANK_ACCOUNT")
        rules.append(announced(entity, words, following([(_plain(_fields(entity)), fits)]), SPECIFIC_SCORE))
    for entity, words in COMMON.items():
        signed = digits(MIN_DIGITS.get(entity, 3), years=entity != "ACCOUNT_ID")
        bare = digits(DISTINCTIVE_DIGITS, letters=entity == "ACCOUNT_ID")
        value = _fields(entity)
        forms = [(_signed(value), signed), (rf"[ \t]{{1,2}}[\"'#(]?{value}", bare)]
        if entity == "ACCOUNT_ID":
            forms.append((_ALONE, signed))
        rules.append(announced(entity, words, following(forms)))
    rules.append(announced("LICENSE_PLATE", VEHICLES, following([(_OF_A_VEHICLE, digits(2, letters=True))])))
    return rules


def announced(entity: str, words: frozenset[str], refine: Refine, score: float = SCORE) -> Rule:
    """The rule of values that `refine` finds after one of these words."""
    after = frozenset(each for word in words for each in spellings(word))
    return Rule(entity, score, after=after, refine=refine, extends=True)


def _fields(entity: str) -> str:
    return rf"(?:({QUOTED})|({_VALUES.get(entity, _IDENTIFIER)}){_END})"


def _plain(value: str) -> str:
    """A value after a label that needs no sign."""
    return rf"{_NUMBER}{{0,2}}(?:[ \t]{{1,3}}[\"'#(]?|{GAPS}|{_BEFORE_BRACKET}){value}"


def _signed(value: str) -> str:
    """A value after a label with a sign, or a word for "number"."""
    return rf"(?:{_NUMBER}{{0,2}}{GAPS}|{_NUMBER}{{1,2}}[ \t]{{1,3}}[\"'#(]?){value}"


def following(forms: Sequence[tuple[str, Validate]], *, by_digits: bool = True) -> Refine:
    """A refinement that takes the first form which matches what follows a label, and whose value fits."""
    compiled = [(re.compile(each, re.IGNORECASE), fits) for each, fits in forms]

    def refine(text: str, _start: int, end: int) -> tuple[int, int] | None:
        last = end + REACH
        if by_digits and not _DIGIT.search(text, end, end + NEAR):
            return None
        if not _LEADS.match(text, end, last):
            return None
        for expression, fits in compiled:
            found = expression.match(text, end, last)
            if found:
                first, after = found.span(found.lastindex or 0)
                if fits(text[first:after]) is not False:
                    return first, after
        return None

    return refine


_MONTHS = frozenset(map(str.lower, calendar.month_name[1:]))


def _has_digit_or_month(value: str) -> bool | None:
    if any(map(str.isdigit, value)) or not _MONTHS.isdisjoint(value.lower().split()):
        return None
    return False


def anything(_value: str) -> None:
    """Its form says enough."""


def digits(least: int, *, letters: bool = False, dates: bool = False, years: bool = True) -> Validate:
    """A value with fewer digits is a word of the sentence; a date or a quarter is no number of anybody's, nor need a year be."""

    def validate(value: str) -> bool | None:
        is_short = sum(map(str.isdigit, value)) < least and not (
            least >= MIN_LETTERED and _LETTERED.fullmatch(value.replace(" ", ""))
        )
        if is_short or any(each.fullmatch(value) for each in (PLACEHOLDER, MASK, _TECHNICAL)):
            return False
        if (_CALENDAR.fullmatch(value) and not dates) or (_YEAR.fullmatch(value) and not years):
            return False
        return (
            None
            if not letters or (any(map(str.isalpha, value)) and sum(map(str.isalnum, value)) >= MIN_PLATE)
            else False
        )

    return validate
