"""Presidio's predefined pattern recognizers as linear rules.

Most of their expressions are linear as they stand, and `dialect` translates look-arounds. Rewritten by hand (`REWRITTEN`), always as wide or wider: back-references, expressions too large for the
automaton, and those without an edge, which would report every position of a long run of digits.

Entities without a label (dates, web addresses, UUIDs: not personal by themselves) are translated on request only. URL is never:
its list of top-level domains does not fit an automaton, and the personal ones have rules of their own.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Mapping

from presidio_analyzer import EntityRecognizer, Pattern, PatternRecognizer, predefined_recognizers

from gateway.adapters.presidio_detector.dialect import linear
from gateway.adapters.presidio_detector.email import address
from gateway.adapters.presidio_detector.rule import Refine, Rule, fitting

# One class of Presidio's is not ASCII: German number plates.
_UMLAUT = r"(?:[A-Z]|\xc3[\x84\x96\x9c\xa4\xb6\xbc])"
_PAN_CHARS = r"[\w@#$%^?~-]"
_PAN_LOW = "|".join(_PAN_CHARS * n + "[0-9]{4}" + _PAN_CHARS * (6 - n) for n in range(7))

REWRITTEN: Mapping[tuple[str, str], str] = {
    ("CA_SIN", "SIN (medium)"): r"\b[1-79]\d{2}(?:-\d{3}-| \d{3} )\d{3}\b",
    ("MAC_ADDRESS", "MAC_COLON_OR_HYPHEN"): r"\b[0-9A-F]{2}(?:(?::[0-9A-F]{2}){5}|(?:-[0-9A-F]{2}){5})\b",
    ("CRYPTO", "Crypto (Medium)"): r"\b(?:bc1|[13])[a-zA-HJ-NP-Z0-9]{25,}\b",
    ("EMAIL_ADDRESS", "Email (Medium)"): (
        r"[!#$%&'*+\-/=?^_`{|}~.\w\x80-\xff]+@[\w\x80-\xff-]+(?:\.[\w\x80-\xff-]+)+(?!\w)"
    ),
    ("IP_ADDRESS", "IPv6"): (
        r"(?<![\w:])(?:[0-9a-f]{1,4}:|:)[0-9a-f:]{1,37}(?:%[0-9a-z]{1,16})?(?:/[0-9]{1,3})?(?![\w:])"
    ),
    ("IN_PAN", "PAN (Low)"): rf"\b(?:{_PAN_LOW})\b",
    ("IT_FISCAL_CODE", "Fiscal Code"): r"\b[A-Z]{6}[0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{3}[A-Z]\b",
    ("IT_VAT_CODE", "IT Vat code (piva)"): r"\b[0-9](?:[ _]?[0-9]){10}\b",
    ("PL_PESEL", "PESEL"): r"(?<!\d)[0-9]{4}[0-3][0-9]{6}(?!\d)",
    ("SE_ORGANISATIONSNUMMER", "Swedish Organisationsnummer (Weak)"): r"(?<!\d)\d{6}[-]?\d{4}(?!\d)",
    ("SE_PERSONNUMMER", "Swedish Personnummer (Very Weak)"): r"(?<!\d)\d{6,8}[-+]?\d{4}(?!\d)",
    ("FI_PERSONAL_IDENTITY_CODE", "Finnish Personal Identity Code (Very Weak)"): (
        r"(?<!\d)\d{6}[-+ABCDEFYXWVU]\d{3}[0-9A-Y](?!\d)"
    ),
    ("MEDICAL_LICENSE", "USA DEA Certificate Number (weak)"): r"[a-z][a-z9]\d{7}(?!\d)",
    ("US_HEALTH_INSURANCE_MEMBER_ID", "Health insurance member ID (weak)"): (
        r"\b[A-Z]{1,5}-?[A-Z0-9]{0,13}[0-9][A-Z0-9]{0,13}\b"
    ),
}
"""(entity, pattern's name) → the linear expression; its edges are translated like any other's."""

_ALSO_REFINED = frozenset({"IN_PAN", "IT_FISCAL_CODE", "US_HEALTH_INSURANCE_MEMBER_ID", "IP_ADDRESS"})
_LEFT_OUT = frozenset({"URL"})


def predefined(labelled: Callable[[str], bool]) -> list[Rule]:
    """The rules of every predefined pattern recognizer that has an entity `labelled` accepts, all countries, in name order."""
    classes = [
        each
        for _, each in inspect.getmembers(predefined_recognizers, inspect.isclass)
        if issubclass(each, PatternRecognizer) and each is not PatternRecognizer
    ]
    recognizers = [each() for each in classes]
    return [rule for each in recognizers if labelled(each.supported_entities[0]) for rule in rules_of(each)]


def rules_of(recognizer: PatternRecognizer) -> list[Rule]:
    """A recognizer's patterns as rules, with its own validation and its own context words."""
    entity = recognizer.supported_entities[0]
    if entity in _LEFT_OUT:
        return []
    words, phrases = context_of(recognizer)
    caseless = bool(int(recognizer.global_regex_flags or 0) & re.IGNORECASE)
    validate = _validation(recognizer)
    return [_rule(entity, each, validate, words, phrases, caseless=caseless) for each in recognizer.patterns]


def context_of(recognizer: EntityRecognizer) -> tuple[frozenset[str], tuple[str, ...]]:
    """A recognizer's context words, single words apart from phrases."""
    lowered: Iterable[str] = [str(each).lower().strip() for each in recognizer.context]
    words = frozenset(each for each in lowered if each.isalnum())
    return words, tuple(each for each in lowered if each and not each.isalnum())


def _rule(
    entity: str,
    pattern: Pattern,
    validate: Callable[[str], bool | None] | None,
    words: frozenset[str],
    phrases: tuple[str, ...],
    *,
    caseless: bool,
) -> Rule:
    original: str = pattern.regex
    rewritten = REWRITTEN.get((entity, pattern.name))
    form = linear((rewritten or original).replace("[A-ZÄÖÜ]", _UMLAUT))
    refine: Refine | None = address if entity == "EMAIL_ADDRESS" else None
    if form.cut or (rewritten and entity in _ALSO_REFINED):
        whole = form.original if rewritten is None else original
        refine = fitting(whole, re.IGNORECASE if caseless else re.NOFLAG)
    return Rule(
        entity,
        pattern.score,
        form.source,
        caseless=caseless or "(?i)" in original,
        lead=form.lead,
        trail=form.trail,
        refine=refine,
        validate=validate,
        context=words,
        phrases=phrases,
    )


def _validation(recognizer: PatternRecognizer) -> Callable[[str], bool | None] | None:
    """Presidio's two hooks as one: `invalidate_result` may refuse what `validate_result` let pass.

    None where the recognizer has neither. E-mail's own is not used: it asks a list of public suffixes that it fetches from the
    network, and drops `jane@corp.local`.
    """
    kind = type(recognizer)
    if recognizer.supported_entities[0] == "EMAIL_ADDRESS":
        return None
    validates = kind.validate_result is not PatternRecognizer.validate_result
    if not validates and kind.invalidate_result is PatternRecognizer.invalidate_result:
        return None

    def verdict(value: str) -> bool | None:
        valid = recognizer.validate_result(value)
        if recognizer.invalidate_result(value):
            return False
        return None if valid is None else bool(valid)

    return verdict
