"""A turn in a wire: accepted by the wire's closed reading, whole and streamed alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.adapters.sandbox_provider import shapes
from gateway.adapters.sandbox_provider.request import Read
from gateway.adapters.sandbox_provider.script import Turn
from gateway.core.wire import Event, Wire
from gateway.core.wires.anthropic_messages import ANTHROPIC_MESSAGES
from gateway.core.wires.openai_chat import OPENAI_CHAT
from tests.support.providers import body, text_read
from tests.support.restorers import ReplacingRestorers
from tests.support.wires import through

READ = Read("sales", ("Hello",), "", {}, tool_answered=False)
FORMS = [
    (OPENAI_CHAT, False),
    (OPENAI_CHAT, True),
    (ANTHROPIC_MESSAGES, False),
    (ANTHROPIC_MESSAGES, True),
]
each_form = pytest.mark.parametrize(("wire", "streamed"), FORMS)


def events(wire: Wire, turn: Turn, *, streamed: bool) -> list[Event]:
    if wire is OPENAI_CHAT:
        return shapes.openai_streamed(READ, turn) if streamed else [shapes.openai_whole(READ, turn)]
    return shapes.anthropic_streamed(READ, turn) if streamed else [shapes.anthropic_whole(READ, turn)]


@each_form
def test_a_text_arrives_whole(wire: Wire, *, streamed: bool) -> None:
    text = "Sandbox answer: Hello [PERSON_1], shall we speak on Thursday?"

    assert text_read(wire, body(wire, streamed=streamed), events(wire, Turn(text), streamed=streamed)) == text


@each_form
def test_a_tool_call_arrives_with_its_arguments(wire: Wire, *, streamed: bool) -> None:
    turn = Turn(tool="send_mail", arguments={"to": "[EMAIL_ADDRESS_1]"})
    given = body(wire, streamed=streamed, tool="send_mail")

    raw = through(wire, wire.read(given), events(wire, turn, streamed=streamed), ReplacingRestorers())

    assert b"send_mail" in raw
    assert b"tool_use" in raw or b"tool_calls" in raw


def test_a_streamed_text_comes_in_about_a_dozen_pieces_and_tokens_are_cut() -> None:
    pieces = shapes.pieces("Sandbox answer: Hello [PERSON_1], thank you for [EMAIL_ADDRESS_1] and your time.")

    assert 12 <= len(pieces) <= 14
    assert not any("[PERSON_1]" in piece or "[EMAIL_ADDRESS_1]" in piece for piece in pieces)


@given(st.text(max_size=200))
def test_pieces_lose_nothing(text: str) -> None:
    pieces = shapes.pieces(text)

    assert "".join(pieces) == text
    assert all(pieces)
