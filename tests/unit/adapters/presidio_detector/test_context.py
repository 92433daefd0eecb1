"""Words shortly before a find count."""

from gateway.adapters.presidio_detector.context import Context, enhanced
from gateway.adapters.presidio_detector.engine import WINDOW

NAMES = ["passport", "ssn", "phone"]


def test_words_that_end_before_the_find_count_whatever_their_order() -> None:
    context = Context([(10, 18, 0), (0, 3, 1), (25, 30, 2)], NAMES)

    assert context.before(20, 0) == {"ssn", "passport"}
    assert context.before(30, 0) == {"ssn", "passport", "phone"}


def test_far_words_and_words_of_another_text_do_not_count() -> None:
    context = Context([(0, 3, 1)], NAMES)

    assert context.before(WINDOW, 0) == {"ssn"}
    assert context.before(WINDOW + 1, 0) == frozenset()
    assert context.before(10, 1) == frozenset()


def test_a_supported_score_is_raised_as_presidio_does() -> None:
    assert enhanced(0.01) == 0.4
    assert enhanced(0.5) == 0.85
    assert enhanced(0.9) == 1.0
