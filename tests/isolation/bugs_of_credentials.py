"""Bugs of credentials, consent and the store: who is let in, for how long, and what happens without a record."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import jwt
import pytest

from gateway import pipeline
from gateway.adapters.asyncio_watch import AsyncioWatch, Held
from gateway.adapters.pyjwt_tokens.tokens import PyjwtTokens
from gateway.core.deployment import DeploymentKeys
from gateway.core.errors import Code, Refusal
from gateway.core.issuer import Bearer
from gateway.core.ledger import Admission, KeyRole
from gateway.core.policy import Rulebook
from gateway.core.stages import Asked, Authenticated, Consented, Guarded, Outgoing, Wired
from gateway.core.vault import Vault
from gateway.ports.clock import Clock
from gateway.ports.detector import Detector
from gateway.ports.store import Store
from gateway.ports.tokens import Tokens
from gateway.steps.authenticate import authenticate
from gateway.steps.call import Permit
from gateway.steps.guard import guard
from tests.isolation.world import World


def revoked_keys_work(patch: pytest.MonkeyPatch, world: World) -> None:
    def proved(presented: object, admission: Admission, now: datetime) -> frozenset[str]:
        if admission.key is None or admission.key.role is not KeyRole.APP:
            raise Refusal(Code.INVALID_KEY)
        return admission.key.purposes

    patch.setattr("gateway.steps.authenticate._proved", proved)


def cached_admission(patch: pytest.MonkeyPatch, world: World) -> None:
    """Who was let in once is let in again."""
    kept: dict[tuple[str | None, str, str | None], Authenticated] = {}

    async def cached(
        asked: Asked, store: Store, ours: DeploymentKeys, clock: Clock, rules: Rulebook, tokens: Tokens | None = None
    ) -> Authenticated:
        alike = (asked.key, asked.purpose, asked.user)
        if alike not in kept:
            kept[alike] = await authenticate(asked, store, ours, clock, rules, tokens)
        found, at = kept[alike], clock.monotonic()
        (epoch,) = await store.epochs([found.tenant.tenant])
        return replace(found, asked=asked, admission=replace(found.admission, epoch=epoch), admitted_at=at)

    patch.setattr(pipeline, "authenticate", cached)


def no_consent(patch: pytest.MonkeyPatch, world: World) -> None:
    """A withdrawal is on record, and nobody reads it."""
    patch.setattr(pipeline, "consent", Consented)


def nobody_is_cut(patch: pytest.MonkeyPatch, world: World) -> None:
    """A call that is under way goes on, whatever happens to its tenant."""

    def judged(self: AsyncioWatch, held: list[Held], epochs: dict[str, int], sent: float) -> None:
        for each in held:
            each.lease_from = sent

    patch.setattr(AsyncioWatch, "_judge", judged)


def tenant_of_the_tokens_header(patch: pytest.MonkeyPatch, world: World) -> None:
    """A token's header, which is signed too, names the tenant."""
    proved = PyjwtTokens.prove

    def prove(self: PyjwtTokens, text: str, now: datetime) -> Bearer | None:
        found = proved(self, text, now)
        return found and replace(found, tenant=jwt.get_unverified_header(text).get("tenant", found.tenant))

    patch.setattr(PyjwtTokens, "prove", prove)


def unverified_tokens(patch: pytest.MonkeyPatch, world: World) -> None:
    """What a token says is believed, whoever signed it."""

    def prove(self: PyjwtTokens, text: str, now: datetime) -> Bearer | None:
        try:
            said = jwt.decode(text, options={"verify_signature": False})
            return Bearer("crm", said["tenant"], frozenset({"twin", "deal_coach", "lead_scoring", "content"}))
        except (jwt.PyJWTError, KeyError):
            return None

    patch.setattr(PyjwtTokens, "prove", prove)


def tokens_for_ever(patch: pytest.MonkeyPatch, world: World) -> None:
    patch.setattr("gateway.core.issuer._is_current", lambda *_: True)


def answers_without_a_record(patch: pytest.MonkeyPatch, world: World) -> None:
    """A store that cannot write is no reason to refuse a customer."""

    async def careless(
        wired: Wired,
        outgoing: Outgoing,
        vault: Vault,
        detector: Detector,
        store: Store,
        admitted: Permit,
        recording: object,
    ) -> Guarded:
        try:
            return await guard(wired, outgoing, vault, detector, store, admitted, recording)  # type: ignore[arg-type]
        except Refusal as refusal:
            if refusal.code is not Code.AUDIT_UNAVAILABLE:
                raise
            return Guarded(wired.redacted.permitted, outgoing, ())

    patch.setattr(pipeline, "guard", careless)
