"""What stands beside a number tells an age from a span of time, a count and the age of a thing."""

import re

import pytest

from gateway.adapters.presidio_detector.traits import age_context as beside


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        (beside.IS_BEFORE, "she's nearly "),
        (beside.IS_BEFORE, "il a "),
        (beside.LASTS_BEFORE, "garant\u00eda de "),
        (beside.LASTS_BEFORE, "desde hace "),
        (beside.ASKED, "wie alt sind sie\nkundin: "),
        (beside.THING_BEFORE, "the company "),
        (beside.THINGS_FIELD, "account_"),
        (beside.IN_THE, "Zoe, la "),
    ],
)
def test_it_is_seen_before(expression: re.Pattern[str], text: str) -> None:
    assert expression.search(text)


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        (beside.IS_BEFORE, "this is "),
        (beside.LASTS_BEFORE, "un ragazzo di "),
        (beside.ASKED, "how many seats\nAnn: "),
        (beside.THING_BEFORE, "Ann Lee "),
        (beside.THINGS_FIELD, "customer_"),
    ],
)
def test_it_is_not_seen_where_it_is_not(expression: re.Pattern[str], text: str) -> None:
    assert not expression.search(text)


def test_what_is_counted_is_seen_behind() -> None:
    assert beside.IS_END.match(", so")
    assert beside.IS_END.match(" and well")
    assert not beside.IS_END.match(" seats")
    assert beside.LASTS_AFTER.match(" de experiencia")
    assert beside.OF_A_THING.match(" laptop")
