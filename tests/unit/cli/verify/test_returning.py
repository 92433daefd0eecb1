"""What comes back is held against the whole answer, and a lost flag or a broken stream is told."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

import pytest

from gateway.adapters.sandbox_provider.request import Read
from gateway.adapters.sandbox_provider.script import Turn
from gateway.adapters.sandbox_provider.shapes import openai_whole
from gateway.cli.verify import returning as module
from gateway.cli.verify.deployment import Route
from gateway.cli.verify.dialects import CUTS
from gateway.cli.verify.returning import CALLED, FINE, SPOKEN, UNTAKEN, WHOLE, Back, Heard, heard, returning
from gateway.cli.verify.upstream import Answer, Request
from gateway.core.strict_json import dump
from gateway.core.wires.anthropic_messages import ANTHROPIC_MESSAGES
from gateway.core.wires.openai_chat import OPENAI_CHAT
from gateway.core.wires.openai_responses import OPENAI_RESPONSES
from tests.unit.cli.verify.conftest import PURPOSE, Stage

pytestmark = pytest.mark.asyncio(loop_scope="package")


async def told(stage: Stage, *routes: Route) -> list[Back]:
    return [each async for each in returning(routes, stage.opened.crm, PURPOSE, stage.upstream)]


async def test_every_cut_of_every_wire_comes_back_as_the_whole_answer(stage: Stage) -> None:
    back = await told(stage, stage.route("openai"), stage.route("anthropic"))

    assert {each.outcome for each in back} == {FINE}
    assert {each.wire for each in back if each.cut == "by byte"} == {
        "openai.chat",
        "openai.responses",
        "anthropic.messages",
    }


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # litellm's, in reading Bedrock's streams
@pytest.mark.parametrize(
    "provider", ["gemini-translated", "bedrock-translated", "ollama-translated", "mistral-translated"]
)
async def test_texts_and_calls_come_back_through_every_translation(stage: Stage, provider: str) -> None:
    back = await told(stage, stage.route(provider))

    assert {(each.outcome, each.what) for each in back} == {(FINE, SPOKEN), (FINE, CALLED)}


async def test_tools_that_are_not_there_are_told_apart(stage: Stage) -> None:
    back = await told(stage, stage.route("perplexity-translated"))

    assert {(each.what, each.outcome) for each in back} == {(SPOKEN, FINE), (CALLED, UNTAKEN)}


def saying(text: str) -> Callable[[Request], Answer]:
    """An upstream that says this, whatever it is asked, and calls no tool."""
    event = openai_whole(Read("m-1", (), "", {}, tool_answered=False), Turn(text))
    return lambda _: Answer((dump(event.data),))


@pytest.mark.parametrize(
    ("text", "told_of_text"),
    [
        ("", "nothing came back"),
        ("Write to somebody.", "a value did not come back"),
        ("[PERSON_9]", "a token came back"),
    ],
)
async def test_an_answer_without_its_values_and_a_call_that_is_none_are_found_out(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, text: str, told_of_text: str
) -> None:
    monkeypatch.setattr(module, "CUTS", {"at once": CUTS["at once"]})
    monkeypatch.setattr(module, "Dialects", lambda *_: saying(text))

    back = [
        each for each in await told(stage, stage.route("mistral")) if (each.wire, each.cut) == ("openai.chat", WHOLE)
    ]

    assert {each.what: each.outcome for each in back} == {
        SPOKEN: told_of_text,
        CALLED: told_of_text if "[" in text else "nothing came back",
    }


async def test_a_flag_that_gets_lost_is_told(stage: Stage) -> None:
    route = stage.route("openai")
    rules = {name: replace(rule, body={**rule.body, "never": False}) for name, rule in route.entry.rules.items()}
    claiming = replace(route, entry=replace(route.entry, rules=MappingProxyType(rules)))

    back = await told(stage, claiming)

    assert {each.outcome for each in back if each.wire == "openai.chat"} == {"flags lost: never"}


async def test_a_stream_that_breaks_is_told(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    cuts: Mapping[str, object] = {"at once": lambda events: [b"".join(events)[:-40]]}
    monkeypatch.setattr(module, "CUTS", cuts)

    back = await told(stage, stage.route("mistral"))

    assert {each.outcome for each in back if each.cut == "at once"} == {"refused: provider_error"}


@pytest.mark.parametrize(
    ("wire", "body"),
    [
        (
            OPENAI_CHAT,
            {"choices": [{"message": {"content": "Hi", "tool_calls": [{"function": {"arguments": '{"a": 1}'}}]}}]},
        ),
        (OPENAI_RESPONSES, {"output": [{"content": [{"text": "Hi"}]}, {"arguments": '{"a":1}'}]}),
        (ANTHROPIC_MESSAGES, {"content": [{"text": "Hi"}, {"input": {"a": 1}}]}),
    ],
    ids=lambda case: getattr(case, "name", ""),
)
async def test_texts_and_arguments_are_heard_in_every_wire(wire: object, body: object) -> None:
    assert heard(wire, dump(body)) == Heard("Hi", '{"a": 1}')  # type: ignore[arg-type]  # one of the wires
