"""One attempt in the making: whose it is, against whom, what its prompt holds, and the body that comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.wire import Wire
from tests.isolation import bodies, marks
from tests.isolation.bodies import ANTHROPIC, STREAMING, Part
from tests.isolation.names import TENANT_LETTERS, USER_LETTERS, isolates_users, user_of
from tests.isolation.world import Tenant, World

_HOUR = timedelta(hours=1)
_STREAMED_SHARE = 0.3
_HOT = TENANT_LETTERS[:8]
"""Half of the attempts are among these, so that calls of one tenant meet."""


@dataclass(slots=True)
class Draft:
    """The attempt; a kind changes what it needs to. `other` and `other_user` are whom it is tried against."""

    number: int
    world: World
    chance: Random
    weather: str
    wire: Wire
    tenant: str = ""
    user: str = ""
    other: str = ""
    other_user: str = ""
    purpose: str = ""
    streamed: bool = False
    key: str = field(default="", repr=False)
    headers: dict[str, str] = field(default_factory=dict)
    model: str = ""
    more: dict[str, JsonValue] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)

    @property
    def own(self) -> Tenant:
        return self.world.tenants[self.tenant]

    @property
    def foreign(self) -> Tenant:
        return self.world.tenants[self.other]

    @property
    def by_user(self) -> bool:
        return isolates_users(self.tenant, self.purpose)

    @property
    def in_anthropic(self) -> bool:
        return self.wire in ANTHROPIC

    def put(self, *texts: str, role: str = "user") -> None:
        """Add to the prompt."""
        self.parts.extend(Part(role, text) for text in texts)

    def mark(self, kind: str, tenant: str, user: str) -> str:
        """A new mark of this attempt."""
        return marks.made(kind, tenant, user, self.number, self.chance)

    def block(
        self,
        tenant: str | None = None,
        user: str | None = None,
        *,
        kind: str = "lead",
        life: timedelta = _HOUR,
        purposes: Sequence[str] = (),
    ) -> str:
        """A sealed record with a plain and a hidden mark of its tenant and user (the attempt's own)."""
        tenant, user = tenant or self.tenant, user or self.user
        owner = self.world.tenants[tenant]
        hidden = self.mark(marks.HIDDEN, tenant, user) + "@example.org"
        return owner.sealer.seal(
            f"Reference {self.mark(marks.PLAIN, tenant, user)}, reached at {hidden} since spring.",
            tenant=owner.name,
            record=f"r-{self.number}",
            kind=kind,
            user=user_of(user),
            purposes=purposes,
            subjects={"c-1": "addressee"},
            known=[(hidden, "c-1", "EMAIL_ADDRESS")],
            expires=life,
        )

    def reason(self, tenant: str, user: str, purpose: str, *, elsewhere: bool = False) -> None:
        """Add reasoning that this user of this tenant got for this purpose, under its tag; `elsewhere`: from another provider."""
        block = bodies.reasoning(self.wire, f"Thinks of {self.mark(marks.PLAIN, tenant, user)}.")
        provider = "mock-a" if self.in_anthropic is not elsewhere else "mock"
        scope = self.world.plane.keys.reasoning_scope(self.world.tenants[tenant].name, user_of(user), purpose, provider)
        self.parts.append(Part("reasoning", "", scope.tagged(block)))

    def body(self) -> JsonObject:
        """The request as the CRM would write it."""
        model = self.model or ("small-a" if self.in_anthropic else "small")
        return {**bodies.body(self.wire, model, self.parts, streamed=self.streamed), **self.more}


def begun(number: int, world: World, chance: Random, weather: str, purposes: Sequence[str], wire: Wire) -> Draft:
    """A draft with its tenant, user, victim, purpose and manner chosen; its prompt says the weather at the provider."""
    draft = Draft(number, world, chance, weather, wire)
    draft.tenant, draft.other = chance.sample(chance.choice((_HOT, TENANT_LETTERS)), 2)
    draft.user, draft.other_user = chance.sample(USER_LETTERS, 2)
    draft.purpose = chance.choice(purposes)
    draft.streamed = draft.wire in STREAMING and chance.random() < _STREAMED_SHARE
    draft.key = draft.own.key
    greet(draft)
    return draft


def greet(draft: Draft) -> None:
    """The prompt's first part, anew: the weather at the provider, and a mark of the caller."""
    plain = draft.mark(marks.PLAIN, draft.tenant, draft.user)
    draft.parts[:] = [Part("user", f"Weather {draft.weather}. Reference {plain}.")]
