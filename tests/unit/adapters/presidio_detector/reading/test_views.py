"""Windows hold what is written otherwise, nest so deep and no deeper, and lead back."""

import base64
import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.adapters.presidio_detector.reading.manners import MANNERS
from gateway.adapters.presidio_detector.reading.reading import legible
from gateway.adapters.presidio_detector.reading.rewriting import Edit
from gateway.adapters.presidio_detector.reading.views import (
    AFTER,
    BEFORE,
    FREE,
    MAX_DEPTH,
    TooMuchError,
    View,
    Views,
)

VIEWS = Views(MANNERS, legible)
VALUE = "jane.doe@example.com"


def _of(text: str) -> list[View]:
    return VIEWS.of(text, lambda _: 0, lambda: None, is_for_known=True)


def _encoded(times: int) -> str:
    text = VALUE
    for _ in range(times):
        text = base64.b64encode(text.encode()).decode()
    return text


@pytest.mark.parametrize("times", range(1, MAX_DEPTH + 1))
def test_a_value_is_read_however_often_it_is_encoded(times: int) -> None:
    text = f"see {_encoded(times)} now"
    view = next(each for each in _of(text) if VALUE in each.rewriting.text)
    start = view.rewriting.text.index(VALUE)

    assert list(view.places(start, start + len(VALUE))) == [(4, len(text) - 4)]


def test_a_value_encoded_more_often_refuses() -> None:
    with pytest.raises(TooMuchError):
        _of(_encoded(MAX_DEPTH + 1))


def test_carriers_of_two_kinds_may_hold_each_other() -> None:
    text = "see " + "".join(f"%{octet:02X}" for octet in _encoded(1).encode())

    assert any(VALUE in each.rewriting.text for each in _of(text))


def test_a_window_is_not_much_longer_than_its_edits() -> None:
    [view] = _of(f"{'word ' * 200}%4A{' word' * 200}")

    assert BEFORE + AFTER <= len(view.rewriting.text) <= BEFORE + AFTER + 60
    assert view.rewriting.text.split() == ["word"] * 12 + ["J"] + ["word"] * 8


def test_a_window_holds_nothing_of_another_text() -> None:
    [view] = VIEWS.of("aaa\0b %4A\0ccc", lambda _: 4, lambda: None, is_for_known=False)

    assert view.rewriting.text == "b J"


def test_text_without_a_sign_has_no_windows() -> None:
    assert _of("Dear all, the offer (12.5 %) is valid until Friday: https://example.com/a?b=c") == []


def test_edits_found_elsewhere_make_windows_too() -> None:
    [view] = VIEWS.of("see moc.x", lambda _: 0, lambda: None, [Edit(4, 9, "x.com")], is_for_known=False)

    assert view.rewriting.text == "see x.com"


@given(st.text("%43\\xu{}=&#;<b>AZ+/ \n", max_size=400))
def test_every_window_leads_back_inside_the_text(text: str) -> None:
    try:
        views = _of(text)
    except TooMuchError:
        return
    assert sum(len(each.rewriting.text) for each in views) <= 3 * len(text) + FREE
    for view in views:
        for place in range(len(view.rewriting.text)):
            for start, end in view.places(place, place + 1):
                assert 0 <= start < end <= len(text)


def test_work_stops_when_there_is_no_more_time() -> None:
    def late() -> None:
        raise TimeoutError

    with pytest.raises(TimeoutError):
        VIEWS.of("%4A" * 10, lambda _: 0, late, is_for_known=False)
    assert VIEWS.of("plain", lambda _: 0, late, is_for_known=False) == []


@pytest.mark.parametrize(
    "unit",
    [
        *(
            "a",
            "0",
            "%34",
            "&#52;",
            "\\",
            "=4",
            "<b>",
            '"',
            "1 ",
            "_a",
            "a@",
            "a\n",
            "1\n",
            "k1",
            "a1=",
            "AZ",
            "+",
            "aXbX",
            "a-",
        ),
        *(
            "=\n",
            "x=?a+b",
            "<!--",
            "one ",
            "(at) ",
            "SmFuZSBEb2U ",
            "52 ",
            "0+ ",
            "1111-11-111 ",
            "«",
            "х",
            "а ",
            "¹",
            "~~",
            "'\"",
        ),
    ],
)
def test_hostile_text_costs_no_more_than_its_length(unit: str) -> None:
    def cost(length: int) -> float:
        start = time.process_time()
        with contextlib.suppress(TooMuchError):
            _of((unit * length)[:length])
        return time.process_time() - start

    small = max(0.002, min(cost(2_000) for _ in range(3)))

    assert min(cost(16_000) for _ in range(2)) < 8 * 4 * small
