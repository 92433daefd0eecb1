"""What the whole detector promises beyond its port's contract."""

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Iterable

import pytest
from presidio_analyzer import AnalyzerEngine

from gateway.adapters.presidio_detector import detector as module
from gateway.adapters.presidio_detector.deadline import BASE_SECONDS, Deadline
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
        "class Order(Base):\n    order_id = Column(Integer)\n    account_name = Column(String(64))",
        '{"customer_id": {"type": "string"}, "phone": {"type": "string", "maxLength": 32}, "password": {"minLength": 8}}',
        "2026-01-12T10:14:55.312Z INFO request_id=8f14e45fceea167a5a36dedd4bea2543 status=200 duration_ms=312",
        "ERROR 422 create_invoice: amount 12,500.00 must be < 10000 (rule R-17, build 2024.11.3)",
        "The account team has 12 people and the policy covers 3 regions; order 500 units before 31.12.2025.",
        "SELECT account_id, SUM(amount) FROM orders WHERE created_at >= '2025-01-01' GROUP BY account_id",
        "SKU-48213, SKU 9W-KI-879, part no. 4417-1234-5678, ticket #48213, case 2025-118, RFC 9110, ISO 27001:2022",
        "Version 2.14.0-rc.1 (build 20251103.4, commit 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b)",
        "Our license is MIT; the driver needs version 535.104; the plate is 12 mm thick.",
        "npm install react@18.2.0 && docker run -p 8080:80 nginx:1.25.3, then open 127.0.0.1",
        "The password must have at least 12 characters. Token limit: 4096. max_tokens: 1024",
        "name,price,stock\nWidget,12.50,400\nGadget,8.00,120",
        "stage,account,value\nwon,Acme,12000\nlost,Globex,8000",
        "We have 3 new ways to reach customers: via email, via phone and via 2 partner portals.",
        "const token = await getToken(); const ssn = mask(form.ssn);",
        "user: whats the status of the deal\nassistant: the deal is in stage 3 of 5",
        "Agent: what is your order total?\nCustomer: about 450 dollars\nAgent: which version?\nCustomer: 19.15.46",
        "Die Bestellung umfasst 250 Stück zu je 12,90 EUR, Lieferung in KW 14.",
        "Il contratto prevede 12 mesi e 3 rinnovi; il conto totale è di 4.500 euro.",
        "10 of the best courts; 5 star place, great view; 24 hour drive; 2 way street",
        "my key takeaways: growth 12%, churn 3%; key accounts 2024Q3-review",
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


@pytest.mark.parametrize("text", ["jane%2525252edoe%25252540example.com", "&amp;amp;amp;amp;#64; jane"])
async def test_a_text_that_is_encoded_too_deep_cannot_be_read_and_is_not_asked_for_again(text: str) -> None:
    for call in (detector().find([text], [], "en"), detector().confirm([text])):
        with pytest.raises(Refusal) as caught:
            await call
        assert caught.value.code is Code.UNINSPECTABLE
        assert not caught.value.should_retry


@pytest.mark.parametrize("find", [broken, lambda text: [Span(0, len(text) + 1, Label.PERSON)]])
async def test_a_model_that_fails_refuses_the_call_without_its_text(find: Callable[[str], Iterable[Span]]) -> None:
    with pytest.raises(Refusal) as caught:
        await PresidioDetector(Model(find)).find(["jane doe"], [], "en")

    assert caught.value.code is Code.DETECTOR_UNAVAILABLE
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


async def test_a_model_that_hangs_refuses_the_call_while_it_hangs() -> None:
    may_end = threading.Event()

    def hang(text: str) -> Iterable[Span]:
        may_end.wait(60)
        return []

    with pytest.raises(Refusal):
        await PresidioDetector(Model(hang)).find(["jane doe"], [], "en")
    assert not may_end.is_set()
    may_end.set()


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


async def test_calls_that_stand_in_line_are_not_refused_for_what_others_take() -> None:
    def slow(text: str) -> list[Span]:
        time.sleep(BASE_SECONDS / 4)
        return [Span(0, len(text), Label.PERSON, 0.9)]

    own = PresidioDetector(Model(slow))

    found = await asyncio.gather(*(own.find(["jane"], [], "en") for _ in range(12)))

    assert all(len(spans) == 1 for [spans] in found)


async def test_a_caller_who_leaves_just_as_the_work_ends_is_gone_all_the_same() -> None:
    own = PresidioDetector(Model(lambda _: []))
    await own.find(["ready"], [], "en")
    for turns in range(12):
        call = asyncio.create_task(own.find(["jane doe"], [], "en"))
        await asyncio.sleep(0)
        time.sleep(0.05)  # noqa: ASYNC251 - the loop is late: the work's beginning and end both wait for it
        for _ in range(turns):
            await asyncio.sleep(0)
        if call.cancel():
            with pytest.raises(asyncio.CancelledError):
                await call
