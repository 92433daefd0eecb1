"""Every family with rules is there, all of them at the upstream's address, with nobody's credential."""

from datetime import date
from pathlib import Path

import pytest

from gateway.cli.verify.deployment import CREDENTIAL, families, verified
from gateway.core.registry import Way
from tests.support.configuration import loaded
from tests.unit.cli.verify.conftest import Stage

PROVEN = {"openai", "azure-openai", "anthropic", "mistral", "groq", "openrouter", "vllm"}
TRANSLATED = {"gemini-translated", "vertex-ai-translated", "bedrock-translated"}


def test_the_families_are_a_sound_configuration(tmp_path: Path) -> None:
    found = families(tmp_path)

    assert not found.problems
    _, rules = found.accepted()
    assert {*PROVEN, *TRANSLATED} <= rules.providers.keys()
    assert date.max >= max(entry.contract.valid_until for entry in rules.providers.values() if entry.contract)


@pytest.mark.asyncio(loop_scope="package")
async def test_every_route_ends_at_the_upstream(stage: Stage) -> None:
    entries = [route.entry for route in stage.opened.routes]

    assert {*PROVEN, *TRANSLATED} <= {entry.name for entry in entries}
    assert all(entry.base_url.startswith(stage.upstream.url) for entry in entries)
    assert {entry.credential for entry in entries} == {CREDENTIAL}


@pytest.mark.asyncio(loop_scope="package")
async def test_a_route_takes_the_wires_that_have_a_rule(stage: Stage) -> None:
    assert stage.route("openai").wires == {"openai.chat", "openai.responses", "openai.embeddings"}
    assert stage.route("gemini-translated").entry.way is Way.LITELLM
    assert stage.route("gemini-translated").wires == {"openai.chat", "anthropic.messages"}


async def test_an_operators_own_configuration_keeps_its_names_and_loses_its_addresses(tmp_path: Path) -> None:
    async with verified(loaded(tmp_path), "http://127.0.0.1:9", "deal_coach") as opened:
        (route,) = opened.routes

    assert (route.tenant, route.model, route.entry.name) == ("acme", "fast", "mock")
    assert route.entry.base_url == "http://127.0.0.1:9/v1"
    assert route.entry.credential == CREDENTIAL
    assert not (tmp_path / "var").exists()
