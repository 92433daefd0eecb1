"""Presidio's predefined pattern recognizers as linear rules.

Most of their expressions are linear as they stand, and `dialect` translates look-arounds. Rewritten by hand, always as wide or
wider: back-references, expressions that make the automaton large, and those without an edge, which would report every
position of a long run of digits.

Entities without a label (dates, web addresses, UUIDs: not personal by themselves) are translated on request only. URL is never:
its list of top-level domains does not fit an automaton, and the personal ones have rules of their own.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from gateway.adapters.presidio_detector.articles import is_of_an_article
from gateway.adapters.presidio_detector.counting import is_scale
from gateway.adapters.presidio_detector.dialect import linear
from gateway.adapters.presidio_detector.email import TRIGGER, address
from gateway.adapters.presidio_detector.network import address as network_address
from gateway.adapters.presidio_detector.network import of_somebody, unless_version
from gateway.adapters.presidio_detector.payment import card, iban
from gateway.adapters.presidio_detector.presidio import Pattern, PatternRecognizer, predefined_recognizers
from gateway.adapters.presidio_detector.rule import Refine, Rule, Validate, extending, fitting, unless
from gateway.core.entities import Label

# One class of Presidio's is not ASCII: German number plates.
_UMLAUT = r"[A-Z\xc4\xd6\xdc\xe4\xf6\xfc]"
# Unlike Presidio's, a card may touch letters and underscores ("pay_4111…"), and between its groups there may also be an
# underscore or the end of a line; Luhn's digit decides.
_CARD_GAP = r"(?:[-_ ]|\r?\n)?"
REWRITTEN: Mapping[tuple[str, str], str] = {
    ("CREDIT_CARD", "All Credit Cards (weak)"): (
        rf"(?<!\d)(?!1\d{{12}}(?!\d))(?:4\d{{3}}|5[0-5]\d{{2}}|[136]\d{{3}}|2[2-7]\d{{2}}){_CARD_GAP}\d{{3,4}}{_CARD_GAP}"
        rf"\d{{3,4}}{_CARD_GAP}\d{{3,5}}(?!\d)"
    ),
    ("CA_SIN", "SIN (medium)"): r"\b[1-79]\d{2}(?:-\d{3}-| \d{3} )\d{3}\b",
    ("MAC_ADDRESS", "MAC_COLON_OR_HYPHEN"): r"\b[0-9A-F]{2}(?:(?::[0-9A-F]{2}){5}|(?:-[0-9A-F]{2}){5})\b",
    ("IN_PAN", "PAN (Low)"): r"\b[\w@#$%^?~-]*[0-9]{4}[\w@#$%^?~-]*\b",
    ("IT_FISCAL_CODE", "Fiscal Code"): r"\b[A-Z]{6}[0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{3}[A-Z]\b",
    ("IT_VAT_CODE", "IT Vat code (piva)"): r"\b[0-9](?:[ _]?[0-9]){10}\b",
    ("PL_PESEL", "PESEL"): r"\b[0-9]{4}[0-3][0-9]{6}\b",
    ("SE_ORGANISATIONSNUMMER", "Swedish Organisationsnummer (Weak)"): r"(?<!\d)\d{6}[-]?\d{4}(?!\d)",
    ("SE_PERSONNUMMER", "Swedish Personnummer (Very Weak)"): r"(?<!\d)\d{6,8}[-+]?\d{4}(?!\d)",
    ("FI_PERSONAL_IDENTITY_CODE", "Finnish Personal Identity Code (Very Weak)"): (
        r"(?<!\d)\d{6}[-+ABCDEFYXWVU]\d{3}[0-9A-Y](?!\d)"
    ),
    ("MEDICAL_LICENSE", "USA DEA Certificate Number (weak)"): r"\b[a-z][a-z9]\d{7}\b",
    ("US_HEALTH_INSURANCE_MEMBER_ID", "Health insurance member ID (weak)"): r"\b[A-Z][A-Z-]*[0-9][A-Z0-9]*\b",
}
"""(entity, pattern's name) → the linear expression; its edges are translated like any other's."""

BEGUN: Mapping[tuple[str, str], tuple[str, int]] = {
    ("CRYPTO", "Crypto (Medium)"): (r"\b(?:bc1|[13])[a-z0-9]{8}", 60),
    ("IP_ADDRESS", "IPv6"): (r"(?<![\w:])(?:[0-9a-f]{1,4}:(?:[0-9a-f]{1,4}:|:)|::[0-9a-f])", 64),
}
"""(entity, pattern's name) → how a find begins, and how many characters after that the original expression may take."""

CATCH_ALLS = frozenset({("IN_PAN", 0.01), ("US_HEALTH_INSURANCE_MEMBER_ID", 0.1), ("US_DRIVER_LICENSE", 0.01)})
"""(entity, score) of patterns that fit any token with digits in it, and say something after their label only: labelled.py finds
that, so that the detector does without a hit at every number."""

_ALSO_REFINED = frozenset({"IN_PAN", "IT_FISCAL_CODE", "US_HEALTH_INSURANCE_MEMBER_ID"})
# An e-mail address needs no digit, a hexadecimal number may have none for long.
_FAR_FROM_DIGITS = frozenset({"EMAIL_ADDRESS", "IP_ADDRESS", "MAC_ADDRESS"})
_OWN_CHECKS: Mapping[str, Validate] = {"CREDIT_CARD": card, "IBAN_CODE": iban, "IP_ADDRESS": network_address}
# In any case: people type them so.
_CASELESS = frozenset({"IBAN_CODE"})
_QUANTITY = re.compile(
    r".*[a-z] [0-9]{1,4} ?(?:ml|cl|mm|cm|km|kg|mg|kb|mb|gb|tb|hz|kw|px|pt|pc|am|pm|ft|in|lb|oz|hr|st|nd|rd|th|dpi|rpm)"
)
"""In small letters: a word and how much of something, which fits some number plates."""
_LIKE_ARTICLES = frozenset({"CREDIT_CARD", "KR_FRN", "KR_RRN", "SE_PERSONNUMMER", "TH_TNIN"})
"""Entities that have as many digits as an article's number."""
_LEFT_OUT = frozenset({"URL"})


def predefined(labelled: Callable[[str], bool], *, as_presidio: bool = True) -> list[Rule]:
    """The rules of every predefined pattern recognizer that has an entity `labelled` accepts, all countries, in name order.

    With `as_presidio` false without catch-alls and nobody's addresses: what Presidio finds there names no one.
    """
    classes = [
        each
        for _, each in inspect.getmembers(predefined_recognizers, inspect.isclass)
        if issubclass(each, PatternRecognizer) and each is not PatternRecognizer
    ]
    # Each predefined class fills in its own entity, unlike the class that they share.
    recognizers: list[PatternRecognizer] = [each() for each in classes]  # type: ignore[call-arg]
    wanted = [each for each in recognizers if labelled(each.supported_entities[0])]
    rules = [rule for each in wanted for rule in rules_of(each)]
    if as_presidio:
        return rules
    return [_narrowed(rule) for rule in rules if (rule.entity, rule.score) not in CATCH_ALLS]


def _narrowed(rule: Rule) -> Rule:
    if rule.entity == "IP_ADDRESS":
        return replace(rule, validate=of_somebody, refine=unless_version(rule.refine))
    if rule.entity in _LIKE_ARTICLES:
        return replace(rule, refine=unless(is_scale, unless(is_of_an_article, rule.refine)))
    if rule.entity == "IT_VAT_CODE":
        return replace(rule, refine=unless(is_scale, rule.refine))
    if rule.label is Label.LICENSE_PLATE:
        return replace(rule, validate=_unless_quantity(rule.validate))
    return rule


def _unless_quantity(validate: Validate | None) -> Validate:
    def verdict(value: str) -> bool | None:
        if _QUANTITY.fullmatch(value):
            return False
        return None if validate is None else validate(value)

    return verdict


def rules_of(recognizer: PatternRecognizer) -> list[Rule]:
    """A recognizer's patterns as rules, with its own validation and its own context words."""
    entity = recognizer.supported_entities[0]
    if entity in _LEFT_OUT:
        return []
    words = frozenset(str(each).lower().strip() for each in recognizer.context)
    validate = _validation(recognizer)
    patterns: list[Pattern] = recognizer.patterns  # type: ignore[has-type]
    return [_rule(recognizer, each, validate, words) for each in patterns]


def _rule(recognizer: PatternRecognizer, pattern: Pattern, validate: Validate | None, words: frozenset[str]) -> Rule:
    entity = recognizer.supported_entities[0]
    caseless = entity in _CASELESS or bool(int(recognizer.global_regex_flags or 0) & re.IGNORECASE)
    original: str = pattern.regex
    flags = re.IGNORECASE if caseless else re.NOFLAG
    key = (entity, pattern.name)
    extends = entity == "EMAIL_ADDRESS" or key in BEGUN
    refine: Refine | None = None
    if entity == "EMAIL_ADDRESS":
        form, refine = linear(TRIGGER), address
    elif key in BEGUN:
        begin, reach = BEGUN[key]
        form, refine = linear(begin), extending(original, reach, flags)
    else:
        form = linear(REWRITTEN.get(key, original).replace("[A-ZÄÖÜ]", _UMLAUT))
        if form.cut or (key in REWRITTEN and entity in _ALSO_REFINED):
            narrower = key in REWRITTEN and entity != "CREDIT_CARD"
            refine = fitting(original if narrower else form.original, flags)
    return Rule(
        entity,
        1.0 if entity == "EMAIL_ADDRESS" else pattern.score,
        form.source,
        caseless=caseless or "(?i)" in original,
        by_digits=not (entity in _FAR_FROM_DIGITS or original.startswith("(?<=")),
        lead=form.lead,
        trail=form.trail,
        refine=refine,
        extends=extends,
        validate=validate,
        certifies=validate is not None and _certifies(recognizer),
        context=words,
    )


def _validation(recognizer: PatternRecognizer) -> Validate | None:
    """Presidio's two hooks as one: `invalidate_result` may refuse what `validate_result` let pass.

    None where the recognizer has neither. E-mail's own is not used: it asks a list of public suffixes that it fetches from the
    network, and drops `jane@corp.local`. An address that `email` accepts counts as validated.
    """
    if recognizer.supported_entities[0] == "EMAIL_ADDRESS":
        return None
    own = _OWN_CHECKS.get(recognizer.supported_entities[0])
    if own:
        return own
    if not _certifies(recognizer) and type(recognizer).invalidate_result is PatternRecognizer.invalidate_result:
        return None

    def verdict(value: str) -> bool | None:
        valid = recognizer.validate_result(value)
        if recognizer.invalidate_result(value):
            return False
        return None if valid is None else bool(valid)

    return verdict


def _certifies(recognizer: PatternRecognizer) -> bool:
    return type(recognizer).validate_result is not PatternRecognizer.validate_result
