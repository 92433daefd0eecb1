"""Bugs that mix up records, vaults, pools and answers: each is a way in which a gateway like this one might be wrong."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from gateway import answering, pipeline, sdk
from gateway.answering import Readying, answer
from gateway.core.deployment import DeploymentKeys
from gateway.core.errors import Code, Refusal
from gateway.core.policy import Rulebook
from gateway.core.registry import ProviderEntry
from gateway.core.restorers import VaultRestorers
from gateway.core.seal import Block, Run, SealKey, open_block
from gateway.core.stages import Asked, Authenticated, Isolated, Permitted, Redacted, Upstream
from gateway.core.vault import Vault
from gateway.ports.anonymizer import Anonymizer
from gateway.ports.clock import Clock
from gateway.ports.detector import Detector
from gateway.ports.pictures import Pictures
from gateway.ports.provider import Incoming
from gateway.ports.reply import Reply
from gateway.ports.store import Store
from gateway.ports.tokens import Tokens
from gateway.steps.authenticate import authenticate
from gateway.steps.redact import redact
from gateway.steps.restore import restore
from gateway.steps.trace import Tracing
from tests.isolation.world import World


def tenant_of_the_body(patch: pytest.MonkeyPatch, world: World) -> None:
    """Whoever the body names is the tenant."""
    keys = {tenant.name: tenant.key for tenant in world.tenants.values()}

    async def named(
        asked: Asked, store: Store, ours: DeploymentKeys, clock: Clock, rules: Rulebook, tokens: Tokens | None = None
    ) -> Authenticated:
        tenant = json.loads(asked.body).get("metadata", {}).get("tenant")
        asked = replace(asked, key=keys.get(tenant, asked.key))
        return await authenticate(asked, store, ours, clock, rules, tokens)

    patch.setattr(pipeline, "authenticate", named)


def one_salt_for_all(patch: pytest.MonkeyPatch, world: World) -> None:
    """All tenants share the provider's cache of prompts."""
    del world
    own = DeploymentKeys.cache_salt
    patch.setattr(DeploymentKeys, "cache_salt", lambda keys, provider, *_: own(keys, provider, "everybody"))


def a_salt_for_all_users(patch: pytest.MonkeyPatch, world: World) -> None:
    """Users who are isolated share the cache of their tenant."""
    del world
    own = DeploymentKeys.cache_salt
    patch.setattr(DeploymentKeys, "cache_salt", lambda keys, provider, tenant, *_: own(keys, provider, tenant))


def any_tenants_seal_key(patch: pytest.MonkeyPatch, world: World) -> None:
    """A block is good that bears the seal of any tenant."""
    all_keys = [{"s1": SealKey(sdk._key(tenant.name, tenant.seal_key)[1])} for tenant in world.tenants.values()]

    def opened(run: Run, *, tenant: str, keys: Mapping[str, SealKey], now: datetime) -> Block:
        for each in (keys, *all_keys):
            try:
                return open_block(run, tenant=tenant, keys=each, now=now)
            except Refusal as refusal:
                if refusal.code is not Code.CONTEXT_FORGED:
                    raise
        raise Refusal(Code.CONTEXT_FORGED)

    patch.setattr("gateway.steps.isolate.open_block", opened)


def a_blocks_own_word(patch: pytest.MonkeyPatch, world: World) -> None:
    """A block is opened for whichever tenant it names."""
    all_keys = {
        tenant.name: {"s1": SealKey(sdk._key(tenant.name, tenant.seal_key)[1])} for tenant in world.tenants.values()
    }

    def opened(run: Run, *, tenant: str, keys: Mapping[str, SealKey], now: datetime) -> Block:
        for each in (tenant, *all_keys):
            try:
                return open_block(run, tenant=each, keys=all_keys[each], now=now)
            except Refusal as refusal:
                if refusal.code is not Code.CONTEXT_FOREIGN:
                    raise
        raise Refusal(Code.CONTEXT_FOREIGN)

    patch.setattr("gateway.steps.isolate.open_block", opened)


class KeptVault(Vault):
    """Never emptied."""

    def __exit__(self, *error: object) -> None: ...

    def reserve(self, texts: object) -> None: ...


def one_vault_for_all(patch: pytest.MonkeyPatch, world: World) -> None:
    kept = KeptVault()
    patch.setattr(pipeline, "Vault", lambda: kept)


def one_pool_for_all(patch: pytest.MonkeyPatch, world: World) -> None:
    patch.setattr(Upstream, "pool", property(lambda upstream: upstream.entry.name))


def no_look_at_the_user(patch: pytest.MonkeyPatch, world: World) -> None:
    patch.setattr("gateway.steps.isolate._judge_blocks", lambda *_: None)


def cached_redaction(patch: pytest.MonkeyPatch, world: World) -> None:
    """What was found and made of a call serves the next one that looks like it."""
    cache: dict[object, Redacted] = {}

    async def cached(
        isolated: Isolated, vault: Vault, detector: Detector, anonymizer: Anonymizer, pictures: Pictures
    ) -> Redacted:
        asked = isolated.permitted.authenticated.asked
        alike = (asked.wire.name, asked.purpose, tuple(len(passage.text) for passage in isolated.passages))
        if alike not in cache:
            cache[alike] = await redact(isolated, vault, detector, anonymizer, pictures)
        return replace(cache[alike], permitted=isolated.permitted)

    patch.setattr(pipeline, "redact", cached)


def restorer_of_another_call(patch: pytest.MonkeyPatch, world: World) -> None:
    vaults: list[Vault] = []

    def crossed(permitted: Permitted, vault: Vault, keys: DeploymentKeys) -> VaultRestorers:
        vaults[:] = [each for each in vaults if not each.is_empty]
        vaults.append(vault)
        return restore(permitted, vaults[0], keys)

    patch.setattr(answering, "restore", crossed)


def one_credential_for_all(patch: pytest.MonkeyPatch, world: World) -> None:
    def first(entry: ProviderEntry, tenant: str) -> str | None:
        return next(iter(entry.tenant_credentials.values()))

    patch.setattr("gateway.adapters.aiohttp_provider.provider.credential", first)


def no_expiry(patch: pytest.MonkeyPatch, world: World) -> None:
    def opened(run: Run, *, tenant: str, keys: Mapping[str, SealKey], now: datetime) -> Block:
        return open_block(run, tenant=tenant, keys=keys, now=now - timedelta(days=1))

    patch.setattr("gateway.steps.isolate.open_block", opened)


def users_alike_but_for_case(patch: pytest.MonkeyPatch, world: World) -> None:
    """Two users' ids that differ by case are taken for one."""

    def judged(permitted: Permitted, blocks: tuple[Block, ...]) -> None:
        user = permitted.authenticated.user.casefold()
        if any((block.user or "").casefold() != user for block in blocks):
            raise Refusal(Code.CONTEXT_FOREIGN)

    patch.setattr("gateway.steps.isolate._judge_blocks", judged)


def untagged_reasoning(patch: pytest.MonkeyPatch, world: World) -> None:
    """Reasoning is taken back from whoever has it."""
    patch.setattr("gateway.steps.isolate._judge_reasoning", lambda *_: None)


def purposes_unread(patch: pytest.MonkeyPatch, world: World) -> None:
    """A record serves whatever it is sent for."""

    def opened(run: Run, *, tenant: str, keys: Mapping[str, SealKey], now: datetime) -> Block:
        return open_block(run, tenant=tenant, keys=keys, now=now)._replace(purposes=None)

    patch.setattr("gateway.steps.isolate.open_block", opened)


def cached_answers(patch: pytest.MonkeyPatch, world: World) -> None:
    """Who asks in the same manner is answered the same."""
    kept: dict[object, list[tuple[bytes, dict[str, str]]]] = {}

    class Keeping:
        def __init__(self, reply: Reply, pieces: list[tuple[bytes, dict[str, str]]]) -> None:
            self._reply = reply
            self._pieces = pieces

        async def send(self, piece: bytes, headers: dict[str, str]) -> None:
            self._pieces.append((piece, headers))
            await self._reply.send(piece, headers)

    async def cached(readying: Readying, incoming: Incoming, reply: Reply, tracing: Tracing) -> None:
        alike = tuple(str(tracing.facts.get(name)) for name in ("wire", "purpose", "streamed"))
        if alike in kept:
            for piece, headers in kept[alike]:
                await reply.send(piece, headers)
            return
        pieces: list[tuple[bytes, dict[str, str]]] = []
        await answer(readying, incoming, Keeping(reply, pieces), tracing)  # type: ignore[arg-type]
        kept[alike] = pieces

    patch.setattr(pipeline, "answer", cached)
