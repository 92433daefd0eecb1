"""What every detector promises, whatever finds the data; `test_detector.py` runs it for each adapter."""

from abc import ABC, abstractmethod

import pytest

from gateway.core.entities import Label
from gateway.core.errors import Code, Refusal
from gateway.core.source import Known
from gateway.core.spans import Span
from gateway.ports.detector import Detector

MAIL, CARD, IBAN, SSN = "jane.doe@example.com", "4012888888881881", "DE89370400440532013000", "536-90-4399"
PHONE = "+1 415 555 0132"


class DetectorContract(ABC):
    """Subclass it, and say how the detector is made."""

    @abstractmethod
    @pytest.fixture
    def detector(self) -> Detector:
        """The detector under test."""

    @pytest.mark.parametrize(
        ("value", "label"),
        [
            (MAIL, Label.EMAIL_ADDRESS),
            (CARD, Label.CREDIT_CARD),
            (IBAN, Label.IBAN_CODE),
            (SSN, Label.NATIONAL_ID),
            (PHONE, Label.PHONE_NUMBER),
            ("192.0.2.17", Label.IP_ADDRESS),
        ],
    )
    async def test_a_plain_identifier_is_found_and_confirmed(
        self, detector: Detector, value: str, label: Label
    ) -> None:
        text = f"Résumé 王: {value}, ok"

        for [spans] in (await detector.find([text], [], "en"), await detector.confirm([text])):
            assert any(span.label is label and text[span.start : span.end] == value for span in spans)

    async def test_spans_come_back_per_text_in_the_texts_order(self, detector: Detector) -> None:
        texts = ["", MAIL, "nothing here", f"é {CARD}"]

        for spans in (await detector.find(texts, [], "en"), await detector.confirm(texts)):
            assert [bool(each) for each in spans] == [False, True, False, True]
            assert texts[3][spans[3][0].start : spans[3][0].end] == CARD

    async def test_no_span_reaches_from_one_text_into_the_next(self, detector: Detector) -> None:
        texts = ["536-90", "-4399", "jane@", "example.com", "Jane", "Doe 40128888", "88881881"]

        assert await detector.confirm(texts) == [[] for _ in texts]
        for text, spans in zip(texts, await detector.find(texts, [Known("Jane Doe")], "en"), strict=True):
            assert all(0 <= span.start < span.end <= len(text) for span in spans)

    async def test_no_texts_have_no_spans(self, detector: Detector) -> None:
        assert await detector.find([], [Known("Jane Doe")], "en") == []
        assert await detector.confirm([]) == []

    async def test_a_known_value_is_found_exactly_whatever_its_case_and_accents(self, detector: Detector) -> None:
        text = "Ask ZOE MULLER about it"
        [spans] = await detector.find([text], [Known("Zoë Müller", Label.PERSON)], "en")

        assert any(
            (text[span.start : span.end], span.label, span.score) == ("ZOE MULLER", Label.PERSON, 1.0) for span in spans
        )

    async def test_a_known_value_keeps_its_stated_label(self, detector: Detector) -> None:
        [spans] = await detector.find(["ref zx-blue"], [Known("ZX-blue", Label.ACCOUNT_ID)], "en")

        assert {(span.start, span.end, span.label) for span in spans} == {(4, 11, Label.ACCOUNT_ID)}

    async def test_known_values_of_one_call_are_unknown_to_the_next(self, detector: Detector) -> None:
        text = "the velvet lantern is due on the second page"
        [spans] = await detector.find([text], [Known("velvet lantern", Label.ACCOUNT_ID)], "en")

        assert spans
        assert await detector.confirm([text]) == [[]]
        assert await detector.find([text], [], "en") == [[]]

    async def test_the_same_call_gives_the_same_answer(self, detector: Detector) -> None:
        texts, known = [f"{MAIL} and {PHONE}, ssn {SSN}"], [Known("Jane Doe")]

        assert await detector.find(texts, known, "en") == await detector.find(texts, known, "en")

    async def test_what_confirm_finds_find_finds(self, detector: Detector) -> None:
        texts = [f"{MAIL} {CARD} {IBAN} {SSN} {PHONE}", "password: hunter2!x", "4155550132"]
        found, confirmed = await detector.find(texts, [], "en"), await detector.confirm(texts)

        for wide, narrow in zip(found, confirmed, strict=True):
            assert _places(narrow) <= _places(wide)

    async def test_a_text_that_cannot_be_read_refuses_the_call(self, detector: Detector) -> None:
        for call in (detector.find(["a \ud800 b"], [], "en"), detector.confirm(["\udfff"])):
            with pytest.raises(Refusal) as caught:
                await call
            assert caught.value.code is Code.DETECTOR_UNAVAILABLE
            assert caught.value.__cause__ is None

    async def test_a_language_that_nobody_knows_is_no_reason_to_find_less(self, detector: Detector) -> None:
        [spans] = await detector.find([MAIL], [], "xx")

        assert spans


def _places(spans: list[Span]) -> set[int]:
    return {place for span in spans for place in range(span.start, span.end)}
