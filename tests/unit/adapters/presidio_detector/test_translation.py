"""Presidio's own cases, run on the linear rules: the yardstick of the translation."""

import json
import os
from pathlib import Path

import pytest
from presidio_analyzer import Pattern, PatternRecognizer
from presidio_analyzer.predefined_recognizers import CreditCardRecognizer, EmailRecognizer, UsSsnRecognizer

from gateway.adapters.presidio_detector.phone import phones
from gateway.adapters.presidio_detector.recognizer import LinearRecognizer
from gateway.adapters.presidio_detector.translation import predefined, rules_of

CASES = Path(__file__).parents[5] / "shared" / "data" / "public" / "presidio-recognizer-cases.jsonl"
# Measured on Presidio 2.2.366: shares of the cases with positions that are found whole with at least the stated score, and of
# those without, in which nothing is found. They may only rise.
MIN_FOUND = 0.988
MIN_CLEAN = 0.994
# Presidio's telephone recognizers per country are one set of rules here.
PHONES = {"PH_MOBILE_NUMBER", "TR_PHONE_NUMBER"}


def test_every_predefined_pattern_recognizer_has_rules_but_for_url() -> None:
    rules = predefined(lambda _: True)

    assert "URL" not in {rule.entity for rule in rules}
    assert len({rule.entity for rule in rules}) >= 85
    assert len(rules) >= 165


def test_only_wanted_entities_are_translated() -> None:
    assert {rule.entity for rule in predefined({"US_SSN", "CREDIT_CARD"}.__contains__)} == {"US_SSN", "CREDIT_CARD"}


def test_scores_context_and_validation_are_the_recognizers_own() -> None:
    [card] = rules_of(CreditCardRecognizer())

    assert card.score == CreditCardRecognizer.PATTERNS[0].score
    assert "visa" in card.context
    assert card.certifies
    assert card.validate is not None
    assert card.validate("4012888888881881") is True
    assert card.validate("4012888888881882") is False


@pytest.mark.parametrize(
    ("text", "card"),
    [
        ("pay_4111111111111111", "4111111111111111"),
        ("c4111-1111-1111-1111", "4111-1111-1111-1111"),
        ("card4111111111111111é", "4111111111111111"),
        ("4111_1111_1111_1111", "4111_1111_1111_1111"),
        ("4111\n1111\r\n1111\n1111", "4111\n1111\r\n1111\n1111"),
        ("4111111111111112", None),
        ("14111111111111111", None),
        ("41111111111111111", None),
        ("1712345678901", None),
    ],
)
def test_a_card_may_touch_letters_but_no_digits(text: str, card: str | None) -> None:
    recognizer = LinearRecognizer(rules_of(CreditCardRecognizer()))
    found = [text[each.start : each.end] for each in recognizer.analyze(text, []) if each.score == 1]

    assert found == ([card] if card else [])


def test_a_recognizer_that_can_only_refuse_certifies_nothing() -> None:
    for rule in rules_of(UsSsnRecognizer()):
        assert not rule.certifies
        assert rule.validate is not None
        assert rule.validate("078-05-1120") is False
        assert rule.validate("123-45-6789") in {None, False}


def test_the_list_of_public_suffixes_is_never_asked() -> None:
    assert [rule.validate for rule in rules_of(EmailRecognizer())] == [None]


def test_a_recognizer_of_somebody_else_translates_too() -> None:
    own = PatternRecognizer("BADGE", patterns=[Pattern("badge", r"\bB-\d{4}\b", 0.7)], context=["badge"])
    [rule] = rules_of(own)

    assert (rule.entity, rule.source, rule.score, rule.validate) == ("BADGE", r"\bB-\d{4}\b", 0.7, None)


def test_presidios_own_cases_are_found_and_its_counterexamples_are_not() -> None:
    if not CASES.exists():
        if os.environ.get("CI"):
            pytest.fail(f"{CASES} is missing")
        pytest.skip(f"needs {CASES}: Presidio's recognizer cases")
    cases = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    cases = [case for case in cases if case["expected"] is not None and case["entity"] != "URL"]
    recognizer = LinearRecognizer([*predefined(lambda _: True), *phones()])
    right: dict[bool, list[bool]] = {True: [], False: []}
    for case in cases:
        if case["entity"] in PHONES and not case["expected"]:
            continue
        entity = "PHONE_NUMBER" if case["entity"] in PHONES else case["entity"]
        found = [(each.start, each.end, each.score) for each in recognizer.analyze(case["text"], [entity])]
        floor = 0.0 if case["entity"] in PHONES else 1.0
        expected = [(start, end, (low or 0) * floor) for start, end, low, _ in case["expected"]]
        whole = all(
            any(a <= start and end <= b and low <= s + 1e-9 for a, b, s in found) for start, end, low in expected
        )
        right[bool(expected)].append(whole if expected else not found)

    assert sum(right[True]) / len(right[True]) >= MIN_FOUND, f"{sum(right[True])} of {len(right[True])}"
    assert sum(right[False]) / len(right[False]) >= MIN_CLEAN, f"{sum(right[False])} of {len(right[False])}"
