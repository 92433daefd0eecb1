"""A provider is asked for redacted texts alone, with the note and the salt that the call calls for."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from gateway.core.flags import Rule
from gateway.core.note import NOTE
from gateway.core.policy import Isolation
from gateway.core.registry import Way
from gateway.core.stages import Permitted, Redacted, SafeText, Upstream
from gateway.core.strict_json import dump_text
from gateway.ports.provider import Prepared
from gateway.steps.prepare import prepare
from tests.support.stages import KEYS, authenticated, entry, permitted, policy

SALTED = {"openai.chat": Rule(endpoints=("/chat/completions",), body={"store": False}, salted=frozenset({"salt"}))}


class Asking:
    """Keeps what it is asked to prepare, and prepares nothing."""

    def __init__(self) -> None:
        self.asked: list[Upstream] = []

    @asynccontextmanager
    async def prepare(self, upstream: Upstream) -> AsyncIterator[Prepared]:
        self.asked.append(upstream)
        yield None  # type: ignore[misc]  # nobody asks it anything

    async def close(self) -> None:
        return


async def asked_for(stage: Permitted, text: str = "hello", tokens: int = 0) -> Upstream:
    """What the provider behind the call's way is asked to prepare."""
    provider = Asking()
    redacted = Redacted(stage, (), 0, (SafeText(text),), frozenset(), {}, tokens)
    async with prepare(redacted, {Way.DIRECT: provider}, KEYS):
        (upstream,) = provider.asked
    return upstream


@pytest.mark.parametrize(("text", "tokens"), [("[PERSON_1] asks", 1), ("nobody asks", 0)])
async def test_the_body_holds_the_redacted_text_and_a_note_only_where_tokens_stand(text: str, tokens: int) -> None:
    upstream = await asked_for(permitted(), text, tokens)
    said = dump_text(upstream.body)

    assert (upstream.entry.name, upstream.model, upstream.tenant) == ("mock", "mock-1", "acme")
    assert text in said
    assert "hello" not in said
    assert (NOTE in said) == (tokens > 0)


@pytest.mark.parametrize("isolation", Isolation)
async def test_a_salt_is_the_tenants_or_where_users_are_apart_the_users(isolation: Isolation) -> None:
    stage = permitted(policy=policy(isolation=isolation), provider=entry(rules=SALTED))
    mine = await asked_for(stage)
    others = [
        await asked_for(replace(stage, authenticated=authenticated(user_key=key))) for key in ("another's", "a third's")
    ]

    assert mine.forced["store"] is mine.body["store"] is False
    assert mine.forced["salt"] == mine.body["salt"]
    are_apart = isolation is Isolation.USER
    assert len({mine.forced["salt"], *(other.forced["salt"] for other in others)}) == (3 if are_apart else 1)
    assert [other.user for other in others] == (["another's", "a third's"] if are_apart else ["", ""])
