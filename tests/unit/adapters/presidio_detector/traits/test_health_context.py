"""What stands before and after a word of health says whose it is, or that it is a topic."""

import re

import pytest

from gateway.adapters.presidio_detector.traits import health_context as beside


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        (beside.MINE, "he had a "),
        (beside.MINE, "seit ihrer schweren "),
        (beside.MINE, "dopo l'"),
        (beside.MINE, "krank ("),
        (beside.ILL, "she is off with "),
        (beside.ILL, "er leidet an "),
        (beside.IS, "Tom is "),
        (beside.SOMEBODY_IS, "my wife is now "),
        (beside.TAKES, "they start me on "),
        (beside.TOPIC_BEFORE, "how to cope with "),
        (beside.TOPIC_BEFORE, "a campaign against "),
        (beside.TOPIC_BEFORE, "adults with severe "),
    ],
)
def test_it_is_seen_before(expression: re.Pattern[str], text: str) -> None:
    assert expression.search(text)


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        (beside.MINE, "we love "),
        (beside.ILL, "we have "),
        (beside.ILL, "how to deal with "),
        (beside.IS, "the Server is "),
        (beside.SOMEBODY_IS, "Marketing is "),
        (beside.TAKES, "we launch "),
        (beside.TOPIC_BEFORE, "she had treatment for "),
    ],
)
def test_it_is_not_seen_where_it_is_not(expression: re.Pattern[str], text: str) -> None:
    assert not expression.search(text)


def test_a_topic_and_an_end_are_seen_behind() -> None:
    assert beside.TOPIC_AFTER.match(" awareness week")
    assert not beside.TOPIC_AFTER.match(" and rests")
    assert beside.ENDS.match(", so")
    assert beside.ENDS.match(" since May")
    assert not beside.ENDS.match(" tests")
    assert not beside.ENDS.match("-prone")
