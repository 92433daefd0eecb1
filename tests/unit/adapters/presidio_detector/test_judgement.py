"""Weak forms need a word of context; strong ones stand alone."""

import pytest

from gateway.adapters.presidio_detector.context import ContextWords
from gateway.adapters.presidio_detector.judgement import FLOOR, ContextJudgement, Judgement
from gateway.adapters.presidio_detector.passages import Passages
from gateway.adapters.presidio_detector.recognizer import Find
from gateway.adapters.presidio_detector.rule import Rule
from gateway.core.entities import Label
from gateway.core.spans import Span


def _rule(entity: str, score: float, *, certifies: bool = True) -> Rule:
    return Rule(entity, score, "", context=frozenset({"ssn", "card"}), certifies=certifies)


def _judge(text: str, rule: Rule, *, checked: bool, context: bool) -> Span | None:
    passages = Passages([text])
    judgement = ContextJudgement(passages, ContextWords(rule.context)) if context else Judgement(passages)
    start = next(place for place, char in enumerate(text) if char.isdigit())
    if not judgement.worth(rule, start, len(text)):
        return None
    return judgement.span(Find(rule, start, len(text), checked))


def test_a_strong_find_stands_alone_and_is_labelled() -> None:
    assert _judge("x 123-45", _rule("US_SSN", 0.5), checked=False, context=False) == Span(
        2, 8, Label.NATIONAL_ID, 0.5, "US_SSN"
    )


def test_a_weak_find_needs_context() -> None:
    rule = _rule("US_SSN", 0.05, certifies=False)

    assert _judge("x 123456789", rule, checked=False, context=True) is None
    supported = _judge("ssn 123456789", rule, checked=False, context=True)
    assert supported is not None
    assert supported.score == FLOOR
    assert _judge("ssn 123456789", rule, checked=False, context=False) is None


def test_a_check_digit_makes_no_certainty_of_bare_digits() -> None:
    rule = _rule("AU_TFN", 0.01)

    assert _judge("x 123456782", rule, checked=True, context=False) is None
    grouped = _judge("x 123 456 782", rule, checked=True, context=False)
    assert grouped is not None
    assert grouped.score == 1.0


def test_a_card_number_is_certain_by_its_check_digit() -> None:
    card = _judge("x 4012888888881881", _rule("CREDIT_CARD", 0.3), checked=True, context=False)

    assert card is not None
    assert card.score == 1.0


@pytest.mark.parametrize("checked", [True, False])
@pytest.mark.parametrize("score", [0.01, 0.3, 0.4, 0.9])
@pytest.mark.parametrize("text", ["ssn 123456782", "x 123 456", "ssn 1-2"])
def test_context_takes_nothing_away(text: str, score: float, *, checked: bool) -> None:
    alone = _judge(text, _rule("US_SSN", score), checked=checked, context=False)
    inside = _judge(text, _rule("US_SSN", score), checked=checked, context=True)

    assert alone is None or (inside is not None and inside.score >= alone.score)


def test_what_lies_within_a_sure_find_says_nothing_more() -> None:
    judgement = Judgement(Passages(["+44 20 7946 0958 1"]))
    sure, weak = _rule("PHONE_NUMBER", 0.7), _rule("UK_NHS", 0.5)
    assert judgement.worth(weak, 4, 16)
    judgement.span(Find(sure, 3, 16, checked=False))

    assert not judgement.worth(weak, 4, 16)
    assert judgement.worth(weak, 0, 16)
    assert judgement.worth(weak, 4, 18)
    assert judgement.worth(_rule("CREDIT_CARD", 0.3), 4, 16)
