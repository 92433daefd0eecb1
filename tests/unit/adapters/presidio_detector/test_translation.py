"""Presidio's pattern recognizers become linear rules that find and check the same."""

import pytest
from presidio_analyzer import Pattern, PatternRecognizer
from presidio_analyzer.predefined_recognizers import CreditCardRecognizer, EmailRecognizer, UsSsnRecognizer

from gateway.adapters.presidio_detector.recognizer import LinearRecognizer
from gateway.adapters.presidio_detector.translation import CATCH_ALLS, predefined, rules_of


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


def test_the_detector_does_without_catch_alls_and_nobodys_addresses() -> None:
    rules = predefined(lambda _: True, as_presidio=False)

    assert len(rules) == len(predefined(lambda _: True)) - len(CATCH_ALLS)
    assert all(rule.validate and rule.validate("127.0.0.1") is False for rule in rules if rule.entity == "IP_ADDRESS")


def test_an_articles_number_is_no_identity() -> None:
    rules = predefined({"KR_RRN", "TH_TNIN"}.__contains__, as_presidio=False)

    assert rules
    assert all(rule.refine and rule.refine("ean 5901234123457", 4, 17) is None for rule in rules)
    assert any(rule.refine and rule.refine("rrn 5901234123457", 4, 17) == (4, 17) for rule in rules)


def test_marks_on_a_scale_are_no_tax_number() -> None:
    [rule] = predefined({"IT_VAT_CODE"}.__contains__, as_presidio=False)
    row = "4 4 5 3 5 4 4 2 5 5 4 3 5 4 4 5"

    assert rule.refine
    assert rule.refine(row, 2, 23) is None
    assert rule.refine(row.replace("2", "0"), 2, 23) == (2, 23)


@pytest.mark.parametrize(("value", "verdict"), [("one 500ml", False), ("tie 300mm", False), ("ABC 123DE", None)])
def test_a_quantity_in_small_letters_is_no_number_plate(value: str, *, verdict: bool | None) -> None:
    [rule] = predefined({"NG_VEHICLE_REGISTRATION"}.__contains__, as_presidio=False)

    assert rule.validate is not None
    assert rule.validate(value) is verdict
