"""What tests of providers share: gates, entries, and one call through a provider from beginning to end."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import urlsplit

from gateway.config.directory import read_directory
from gateway.config.flags_file import FlagsShape
from gateway.config.gateway_file import ProviderShape, WireName
from gateway.config.load import packaged
from gateway.config.rules import rules_of
from gateway.core.errors import Code, Refusal
from gateway.core.flags import Bounds, Rule
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.policy import Timeouts
from gateway.core.registry import ProviderEntry, Way
from gateway.core.stages import Outgoing, Upstream
from gateway.core.wire import Event, Restorer, Wire
from gateway.core.wires.anthropic_messages import ANTHROPIC_MESSAGES
from gateway.core.wires.openai_chat import OPENAI_CHAT
from gateway.core.wires.openai_responses import OPENAI_RESPONSES
from gateway.core.wires.sse import opened
from gateway.ports.provider import Provider
from tests.support.responses import responses_body, responses_tool
from tests.support.restorers import ReplacingRestorers
from tests.support.wires import anthropic_body, anthropic_tool, openai_body, openai_tool, through

WIRES: tuple[Wire, ...] = (OPENAI_CHAT, OPENAI_RESPONSES, ANTHROPIC_MESSAGES)
SECRET = "sk-deployment-0123456789"
TENANT_SECRET = "sk-acme-9876543210"
QUICK = Timeouts(connect_seconds=1.0, first_byte_seconds=0.4, idle_seconds=0.3, total_seconds=1.2)
"""Timeouts that a test can wait for."""
GENEROUS = Timeouts()


@dataclass(slots=True)
class StubGate:
    """A permit: open from the start, or after so many renewals; or one that refuses to be renewed."""

    renewals_needed: int = 0
    refusal: Refusal | None = None
    renewals: int = 0
    on_renew: Callable[[], None] | None = None
    uses: int = 0

    @property
    def is_open(self) -> bool:
        return self.refusal is None and self.renewals >= self.renewals_needed

    async def renew(self) -> None:
        self.renewals += 1
        if self.on_renew is not None:
            self.on_renew()
        if self.refusal is not None:
            raise self.refusal

    def used(self) -> None:
        self.uses += 1


def withdrawn() -> StubGate:
    """A permit that has run out, of a consent that was withdrawn meanwhile."""
    return StubGate(refusal=Refusal(Code.CONSENT_WITHDRAWN))


DIRECT_FLAGS = "openai-compatible"
"""A direct provider of these tests: a server of one's own, which speaks both wires."""


@cache
def packaged_flags() -> dict[str, FlagsShape]:
    """Every flags file of the package, by name."""
    return read_directory(packaged("policies") / "flags", FlagsShape, packaged("policies")).shapes


def rules(way: Way, prefix: str | None, flags: str | None = None) -> dict[str, Rule]:
    """The packaged rules of a litellm prefix, or of a direct provider; those that are off included."""
    found = packaged_flags()
    shapes = [found[flags]] if flags else list(found.values())
    named = next((each for each in shapes if each.translated and each.translated.prefix == prefix), None)
    chosen = found[flags or DIRECT_FLAGS] if way is Way.DIRECT else named
    if chosen is None:
        return {}
    wires = [wire for wire in WireName if wire in chosen.wires]
    shape = ProviderShape(way=way, wires=frozenset(wires), unsafe_unproven_flags=True)
    return rules_of(shape, chosen)


def entry(
    way: Way, base_url: str, *, prefix: str | None = None, credential: str | None = SECRET, flags: str | None = None
) -> ProviderEntry:
    """A provider's entry; the tenant `acme` has a credential of its own."""
    return ProviderEntry(
        name="provider",
        way=way,
        wires=frozenset(wire.name for wire in WIRES) if way is Way.DIRECT else frozenset(),
        base_url=base_url,
        region="local",
        contract=None,
        credential=credential,
        tenant_credentials={"acme": TENANT_SECRET},
        litellm_prefix=prefix,
        rules=rules(way, prefix, flags),
    )


def body(wire: Wire, *, streamed: bool = False, text: str = "Hello", tool: str | None = None) -> JsonObject:
    """A call's body in `wire`, with a declared tool if one is named."""
    if wire is OPENAI_RESPONSES:
        tools: list[JsonValue] = [responses_tool(tool)] if tool is not None else []
        return responses_body(input=[{"role": "user", "content": text}], stream=streamed, tools=tools)
    messages: list[JsonValue] = [{"role": "user", "content": text}]
    more: dict[str, JsonValue] = {"messages": messages, "stream": streamed, "max_tokens": 64}
    if tool is not None:
        more["tools"] = [openai_tool(tool) if wire is OPENAI_CHAT else anthropic_tool(tool)]
    return openai_body(**more) if wire is OPENAI_CHAT else anthropic_body(**more)


def upstream(
    provider: ProviderEntry, wire: Wire, asked: JsonObject, *, model: str = "m-1", tenant: str = "globex"
) -> Upstream:
    """What the pipeline would ask of a provider for `asked`."""
    rule = provider.rules.get(wire.name)
    forced = rule.forced(model, f"salt-of-{tenant}") if rule else {}
    sent = wire.outbound(asked, model=model, note=None, forced=forced)
    return Upstream(provider, wire, model, tenant, sent, asked.get("stream") is True, forced)


def anything(url: str) -> Bounds:
    """Bounds that hold exactly one address and the model `m`, and nothing forced."""
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(url))
    path = url.removeprefix(origin)
    return Bounds(origin, Rule(endpoints=(path.removeprefix("/v1") if path.startswith("/v1/") else path,)), "m", {})


@dataclass(slots=True)
class Exchanged:
    """One call's outgoing request and the events that came back."""

    outgoing: Outgoing
    events: list[Event] = field(default_factory=list)


async def exchange(
    provider: Provider, asked: Upstream, gate: StubGate | None = None, timeouts: Timeouts = GENEROUS
) -> Exchanged:
    """Prepare, dial, and read the answer to its end."""
    async with provider.prepare(asked) as prepared:
        exchanged = Exchanged(prepared.outgoing)
        async with prepared.dial(gate or StubGate(), timeouts) as incoming:
            exchanged.events.extend([opened(each) async for arrived in incoming.arrivals() for each in arrived])
    return exchanged


class Collecting(ReplacingRestorers):
    """Restorers that change nothing and remember the answer's text."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []

    def text(self, channel: Hashable) -> Restorer:
        return Noting(self.pieces)


@dataclass(slots=True)
class Noting:
    """Notes what passes."""

    pieces: list[str]

    def feed(self, text: str) -> str:
        self.pieces.append(text)
        return text

    def flush(self) -> str:
        return ""


def text_read(wire: Wire, asked: JsonObject, events: list[Event]) -> str:
    """The answer's text by the wire's closed reading: what it does not know, or a missing end, raises."""
    collecting = Collecting()
    through(wire, wire.read(asked), events, collecting)
    return "".join(collecting.pieces)
