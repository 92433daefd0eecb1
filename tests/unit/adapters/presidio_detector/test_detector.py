"""What the whole detector promises beyond its port's contract."""

import asyncio
import socket
import time
from collections.abc import Callable, Iterable

import pytest
from presidio_analyzer import AnalyzerEngine

from gateway.adapters.presidio_detector import detector as module
from gateway.adapters.presidio_detector.deadline import Deadline
from gateway.adapters.presidio_detector.detector import KNOWN_RULE, PresidioDetector
from gateway.core.entities import Label
from gateway.core.errors import Code, Refusal
from gateway.core.source import Known
from gateway.core.spans import Span
from tests.support.detection import detector, found, hidden


class Model:
    """A model of names that does as it is told."""

    seconds_per_word = 1e-5

    def __init__(self, find: Callable[[str], Iterable[Span]]) -> None:
        self._find = find

    def find(self, text: str, deadline: Deadline) -> Iterable[Span]:
        return self._find(text)


def broken(text: str) -> Iterable[Span]:
    raise RuntimeError(text)


def slow(text: str) -> Iterable[Span]:
    time.sleep(1.5)
    return []


async def test_a_message_is_found_whole() -> None:
    text = "Jane Doe (jane.doe@acme.local, +1 415 555 0132), card 4012888888881881, IBAN DE89 3704 0044 0532 0130 00."

    assert await found(text, [Known("Jane Doe")]) >= {
        ("PERSON", "Jane Doe"),
        ("EMAIL_ADDRESS", "jane.doe@acme.local"),
        ("PHONE_NUMBER", "+1 415 555 0132"),
        ("CREDIT_CARD", "4012888888881881"),
        ("IBAN_CODE", "DE89 3704 0044 0532 0130 00"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "The order of 123456782 units ships on 2025-11-03 at 10:30.",
        "Version 2.4.1, build 20251103, ticket 48213, https://acme.com/pricing?x=1",
        "id 550e8400-e29b-41d4-a716-446655440000, SKU H-9, 90210",
        "Revenue grew 12.5 % to 1,250,000 EUR (1.250.000,00 €) in Q3-2024.",
        "[PERSON_1] wrote to [EMAIL_ADDRESS_1], phone [PHONE_NUMBER_2], password: [SECRET_1], dob [DATE_OF_BIRTH_1]",
        "We can meet Tuesday 3 May 2025 or 04/05/2025.",
    ],
)
async def test_text_without_personal_data_stays_untouched(text: str) -> None:
    assert await hidden(text) == text


async def test_a_bare_number_is_personal_with_a_word_of_context_only() -> None:
    assert ("NATIONAL_ID", "536904399") in await found("his ssn 536904399")
    assert await found("we sold 536904399") == set()


async def test_the_name_of_a_field_is_context_for_its_value() -> None:
    [_, spans] = await detector().find(["passport_number", "536904399"], [], "en")

    assert [(span.start, span.end) for span in spans] == [(0, 9)]
    assert await detector().find(["we sold", "536904399"], [], "en") == [[], []]


async def test_known_values_say_so() -> None:
    [spans] = await detector().find(["ask jane"], [Known("Jane Doe")], "en")

    assert [(span.score, span.rule) for span in spans] == [(1.0, KNOWN_RULE)]


async def test_the_network_is_never_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)

    assert ("EMAIL_ADDRESS", "jane@corp.internal") in await found("mail jane@corp.internal")
    PresidioDetector()


async def test_the_surface_is_presidios() -> None:
    engine = detector().analyzer

    assert type(engine) is AnalyzerEngine
    assert {"US_SSN", "EMAIL_ADDRESS", "PHONE_NUMBER"} <= set(engine.get_supported_entities())
    assert [r.entity_type for r in engine.analyze("jane@corp.local", "en")] == ["EMAIL_ADDRESS"]


async def test_a_model_of_names_is_asked_for_all_texts_at_once_and_never_to_confirm() -> None:
    own = PresidioDetector(Model(lambda text: [Span(0, len(text), Label.PERSON, 0.9)]))

    spans = await own.find(["ab", "", "cde"], [], "en")

    assert [[(span.start, span.end) for span in each] for each in spans] == [[(0, 2)], [], [(0, 3)]]
    assert await own.confirm(["ab"]) == [[]]


@pytest.mark.parametrize("find", [broken, lambda text: [Span(0, len(text) + 1, Label.PERSON)]])
async def test_a_model_that_fails_refuses_the_call_without_its_text(find: Callable[[str], Iterable[Span]]) -> None:
    with pytest.raises(Refusal) as caught:
        await PresidioDetector(Model(find)).find(["jane doe"], [], "en")

    assert caught.value.code is Code.DETECTOR_UNAVAILABLE
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


async def test_a_model_that_hangs_refuses_the_call_in_time() -> None:
    own = PresidioDetector(Model(slow))

    with pytest.raises(Refusal):
        await asyncio.wait_for(own.find(["jane doe"], [], "en"), 1.4)


async def test_a_deadline_that_passes_refuses_the_call(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "seconds_for", lambda _characters, _more: -1.0)

    with pytest.raises(Refusal):
        await detector().find(["jane@corp.local " * 2000], [], "en")


async def test_a_long_text_is_scanned_beside_the_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "INLINE_CHARACTERS", 10)
    [spans] = await detector().find(["write to jane@corp.local"], [], "en")

    assert [(span.start, span.end) for span in spans] == [(9, 24)]


async def test_a_hostile_list_of_known_values_refuses_the_call() -> None:
    with pytest.raises(Refusal):
        await detector().find(["aaaa"], [Known("a" * length) for length in range(2, 60)], "en")
