"""Each of these bugs, planted into the gateway, is noticed: a harness that finds nothing might look at nothing."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest
import pytest_asyncio

from gateway import pipeline, sdk
from gateway.core.deployment import DeploymentKeys
from gateway.core.errors import Code, Refusal
from gateway.core.ledger import Admission, KeyRole
from gateway.core.policy import Rulebook
from gateway.core.registry import ProviderEntry
from gateway.core.restorers import VaultRestorers
from gateway.core.seal import Block, Run, open_block
from gateway.core.stages import Asked, Authenticated, Isolated, Permitted, Redacted, Upstream
from gateway.core.vault import Vault
from gateway.ports.anonymizer import Anonymizer
from gateway.ports.clock import Clock
from gateway.ports.detector import Detector
from gateway.ports.pictures import Pictures
from gateway.ports.store import Store
from gateway.ports.tokens import Tokens
from gateway.steps.authenticate import authenticate
from gateway.steps.redact import redact
from gateway.steps.restore import restore
from tests.isolation.running import Stage, run, stage
from tests.isolation.world import World

pytestmark = pytest.mark.asyncio(loop_scope="module")

ATTEMPTS = 1_000
Plant = Callable[[pytest.MonkeyPatch, World], None]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def there(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    async with stage(tmp_path_factory.mktemp("isolation"), http=False) as opened:
        yield opened


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


def any_tenants_seal_key(patch: pytest.MonkeyPatch, world: World) -> None:
    """A block is good that bears the seal of any tenant."""
    all_keys = [{"s1": sdk._key(tenant.name, tenant.seal_key)[1]} for tenant in world.tenants.values()]

    def opened(run: Run, *, tenant: str, keys: Mapping[str, bytes], now: datetime) -> Block:
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
    all_keys = {tenant.name: {"s1": sdk._key(tenant.name, tenant.seal_key)[1]} for tenant in world.tenants.values()}

    def opened(run: Run, *, tenant: str, keys: Mapping[str, bytes], now: datetime) -> Block:
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

    patch.setattr(pipeline, "restore", crossed)


def one_credential_for_all(patch: pytest.MonkeyPatch, world: World) -> None:
    def first(entry: ProviderEntry, tenant: str) -> str | None:
        return next(iter(entry.tenant_credentials.values()))

    patch.setattr("gateway.adapters.aiohttp_provider.provider.credential", first)


def no_expiry(patch: pytest.MonkeyPatch, world: World) -> None:
    def opened(run: Run, *, tenant: str, keys: Mapping[str, bytes], now: datetime) -> Block:
        return open_block(run, tenant=tenant, keys=keys, now=now - timedelta(days=1))

    patch.setattr("gateway.steps.isolate.open_block", opened)


def revoked_keys_work(patch: pytest.MonkeyPatch, world: World) -> None:
    def proved(presented: object, admission: Admission, now: datetime) -> frozenset[str]:
        if admission.key is None or admission.key.role is not KeyRole.APP:
            raise Refusal(Code.INVALID_KEY)
        return admission.key.purposes

    patch.setattr("gateway.steps.authenticate._proved", proved)


@dataclass(frozen=True, slots=True)
class Planted:
    """A bug, and what the harness says of it."""

    plant: Plant
    seen: str


BUGS = (
    Planted(tenant_of_the_body, "to the provider: a mark of another tenant"),
    Planted(any_tenants_seal_key, "to the provider: a mark of another tenant"),
    Planted(a_blocks_own_word, "to the provider: a mark of another tenant"),
    Planted(one_vault_for_all, "came back: a mark of another tenant"),
    Planted(one_pool_for_all, "came back: a mark of another tenant"),
    Planted(no_look_at_the_user, "to the provider: two users' records in one call"),
    Planted(cached_redaction, "to the provider: a mark of another tenant"),
    Planted(restorer_of_another_call, "came back: a mark of another tenant"),
    Planted(one_credential_for_all, "to the provider: a mark of another tenant"),
    Planted(no_expiry, "answered, where context_expired was due"),
    Planted(revoked_keys_work, "answered, where invalid_key was due"),
)


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.plant.__name__)
async def test_a_planted_bug_is_noticed(bug: Planted, there: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    bug.plant(monkeypatch, there.in_process.world)

    ended = await run(there, 6, range(ATTEMPTS))

    assert [leak for leak in ended.leaks.kept if leak.what.startswith(bug.seen)]


async def test_without_a_bug_the_same_attempts_find_nothing(there: Stage) -> None:
    ended = await run(there, 6, range(ATTEMPTS))

    assert ended.leaks.kept == []
    assert ended.shortcomings() == []
