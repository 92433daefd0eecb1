"""What comes back is held against the whole answer, and a lost flag or a broken stream is told."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import pytest

from gateway.cli.verify import returning as module
from gateway.cli.verify.deployment import Route
from gateway.cli.verify.returning import FINE, UNSPOKEN, UNTAKEN, Back, heard, returning
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


async def test_a_dialect_that_is_not_spoken_and_tools_that_are_not_there_are_told_apart(stage: Stage) -> None:
    back = await told(stage, stage.route("ollama-translated"), stage.route("perplexity-translated"))

    outcomes = {(each.provider, each.what): each.outcome for each in back}
    assert outcomes["ollama-translated", "text"] == UNSPOKEN
    assert outcomes["perplexity-translated", "tool call"] == UNTAKEN


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
    assert heard(wire, dump(body)) == 'Hi{"a": 1}'  # type: ignore[arg-type]  # one of the wires
