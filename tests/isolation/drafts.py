"""One attempt in the making: whose it is, against whom, what its prompt holds, and the body that comes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.wires.anthropic_messages import ANTHROPIC_MESSAGES
from gateway.core.wires.openai_chat import OPENAI_CHAT
from tests.isolation import marks
from tests.isolation.world import TENANT_LETTERS, USER_LETTERS, Tenant, World, isolates_users, user_of
from tests.support.wires import anthropic_tool, openai_tool

WIRES = (OPENAI_CHAT, ANTHROPIC_MESSAGES)
TOOL = "create_draft"
_HOUR = timedelta(hours=1)


@dataclass(slots=True)
class Draft:
    """The attempt; a kind changes what it needs to. `other` and `other_user` are whom it is tried against."""

    number: int
    world: World
    chance: Random
    weather: str
    tenant: str = ""
    user: str = ""
    other: str = ""
    other_user: str = ""
    purpose: str = ""
    in_anthropic: bool = False
    streamed: bool = False
    key: str = field(default="", repr=False)
    headers: dict[str, str] = field(default_factory=dict)
    model: str = ""
    more: dict[str, JsonValue] = field(default_factory=dict)
    parts: list[tuple[str, str]] = field(default_factory=list)
    """(role, text) each; roles: user, system, assistant, tool, arguments."""

    @property
    def own(self) -> Tenant:
        return self.world.tenants[self.tenant]

    @property
    def foreign(self) -> Tenant:
        return self.world.tenants[self.other]

    @property
    def by_user(self) -> bool:
        return isolates_users(self.tenant, self.purpose)

    def mark(self, kind: str, tenant: str, user: str) -> str:
        """A new mark of this attempt."""
        return marks.made(kind, tenant, user, self.number, self.chance)

    def block(
        self, tenant: str | None = None, user: str | None = None, *, kind: str = "lead", life: timedelta = _HOUR
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
            subjects={"c-1": "addressee"},
            known=[(hidden, "c-1", "EMAIL_ADDRESS")],
            expires=life,
        )

    def body(self) -> JsonObject:
        """The request as the CRM would write it."""
        messages: list[JsonValue] = []
        system: dict[str, JsonValue] = {}
        for role, text in self.parts:
            if role in {"tool", "arguments"}:
                messages += self._tool_turn(role, text)
            elif role == "system" and self.in_anthropic:
                system = {"system": text}
            else:
                messages.append({"role": role, "content": text})
        if any(role in {"tool", "arguments"} for role, _ in self.parts):
            system["tools"] = [anthropic_tool(TOOL) if self.in_anthropic else openai_tool(TOOL)]
        model = self.model or ("small-a" if self.in_anthropic else "small")
        return {"model": model, "max_tokens": 64, "stream": self.streamed, "messages": messages, **system, **self.more}

    def _tool_turn(self, role: str, text: str) -> list[JsonValue]:
        result = text if role == "tool" else "done"
        given = f'{{"note": "{text}"}}' if role == "arguments" else "{}"
        if self.in_anthropic:
            asked: JsonObject = {"note": text} if role == "arguments" else {}
            use: JsonObject = {"type": "tool_use", "id": "call_1", "name": TOOL, "input": asked}
            answer: JsonObject = {"type": "tool_result", "tool_use_id": "call_1", "content": result}
            return [{"role": "assistant", "content": [use]}, {"role": "user", "content": [answer]}]
        call: JsonObject = {"id": "call_1", "type": "function", "function": {"name": TOOL, "arguments": given}}
        tool: JsonObject = {"role": "tool", "tool_call_id": "call_1", "content": result}
        return [{"role": "assistant", "content": None, "tool_calls": [call]}, tool]


def begun(number: int, world: World, chance: Random, weather: str, purposes: tuple[str, ...]) -> Draft:
    """A draft with its tenant, user, victim, purpose, wire and manner chosen; its prompt says the weather at the provider."""
    draft = Draft(number, world, chance, weather)
    draft.tenant, draft.other = chance.sample(TENANT_LETTERS, 2)
    draft.user, draft.other_user = chance.sample(USER_LETTERS, 2)
    draft.purpose = chance.choice(purposes)
    draft.in_anthropic = chance.random() < 0.3
    draft.streamed = chance.random() < 0.3
    draft.key = draft.own.key
    plain = draft.mark(marks.PLAIN, draft.tenant, draft.user)
    draft.parts.append(("user", f"Weather {weather}. Reference {plain}."))
    return draft
