"""Weak forms need a word of context; strong ones stand alone."""

import pytest

from gateway.adapters.presidio_detector.judgement import (
    FLOOR,
    ContextJudgement,
    Everything,
    Judgement,
    needs_context,
)
from gateway.adapters.presidio_detector.rule import Rule

WORDS = frozenset({"ssn", "card"})


def _rule(entity: str, score: float, *, certifies: bool = True) -> Rule:
    return Rule(entity, score, r"\b\d{9}\b", by_digits=True, context=WORDS, certifies=certifies)


def _judge(text: str, rule: Rule, *, checked: bool, context: bool) -> float:
    judgement = ContextJudgement(text) if context else Judgement(text)
    names = sorted(WORDS)
    places = [(place, place + len(name), index) for index, name in enumerate(names) if (place := text.find(name)) >= 0]
    judgement.see(places, names)
    start = next(place for place, char in enumerate(text) if char.isdigit())
    if not judgement.worth(rule, start, len(text)):
        return 0
    return judgement.score(rule, start, len(text), checked=checked)


def test_a_strong_find_stands_alone() -> None:
    assert _judge("x 123-45", _rule("US_SSN", 0.5), checked=False, context=False) == 0.5


def test_a_weak_find_needs_context() -> None:
    rule = _rule("US_SSN", 0.05, certifies=False)

    assert not _judge("x 123456789", rule, checked=False, context=True)
    assert _judge("ssn 123456789", rule, checked=False, context=True) == FLOOR
    assert not _judge("ssn 123456789", rule, checked=False, context=False)


def test_a_check_digit_makes_no_certainty_of_bare_digits() -> None:
    rule = _rule("AU_TFN", 0.01)

    assert not _judge("x 123456782", rule, checked=True, context=False)
    assert _judge("x 123 456 782", rule, checked=True, context=False) == 1.0


def test_a_card_number_is_certain_by_its_check_digit() -> None:
    assert _judge("x 4012888888881881", _rule("CREDIT_CARD", 0.3), checked=True, context=False) == 1.0


def test_everything_has_presidios_score() -> None:
    rule = _rule("AU_TFN", 0.01)

    assert Everything("123456782").worth(rule, 0, 9)
    assert Everything("123456782").score(rule, 0, 9, checked=True) == 1.0
    assert Everything("123456782").score(rule, 0, 9, checked=False) == 0.01


@pytest.mark.parametrize(
    ("rule", "weak"),
    [
        (_rule("AU_TFN", 0.01), True),
        (_rule("US_SSN", 0.05, certifies=False), True),
        (_rule("UK_NHS", 0.5), False),
        (_rule("CREDIT_CARD", 0.3), False),
        (Rule("AU_TFN", 0.1, r"\b\d{3}\s\d{3}\s\d{3}\b", by_digits=True, certifies=True), False),
        (Rule("TR_LICENSE_PLATE", 0.3, r"\b\d{2}\s[A-Z]{2}\b", by_digits=True, certifies=True), True),
        (Rule("IP_ADDRESS", 0.1, "::"), False),
    ],
)
def test_a_rule_that_finds_nothing_without_context_says_so(rule: Rule, *, weak: bool) -> None:
    assert needs_context(rule) is weak


@pytest.mark.parametrize("checked", [True, False])
@pytest.mark.parametrize("score", [0.01, 0.3, 0.4, 0.9])
@pytest.mark.parametrize("text", ["ssn 123456782", "x 123 456", "ssn 1-2"])
def test_context_takes_nothing_away(text: str, score: float, *, checked: bool) -> None:
    alone = _judge(text, _rule("US_SSN", score), checked=checked, context=False)
    inside = _judge(text, _rule("US_SSN", score), checked=checked, context=True)

    assert inside >= alone


def test_what_lies_within_a_sure_find_says_nothing_more() -> None:
    judgement = Judgement("+44 20 7946 0958 1")
    sure, weak = _rule("PHONE_NUMBER", 0.7), _rule("UK_NHS", 0.5)
    assert judgement.worth(weak, 4, 16)
    judgement.score(sure, 3, 16, checked=False)

    assert not judgement.worth(weak, 4, 16)
    assert judgement.worth(weak, 0, 16)
    assert judgement.worth(weak, 4, 18)
    assert judgement.worth(_rule("CREDIT_CARD", 0.3), 4, 16)
