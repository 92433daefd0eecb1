"""What each step hands to the next: frozen, and each holding only what later steps need.

A step takes the stage before it by type, so leaving a step out does not type-check; a repository test lets each stage be built
in its own step's module alone. Content fields are kept out of `repr`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import field
from typing import NewType

from gateway.core.call import Call
from gateway.core.entities import Label
from gateway.core.errors import Code, Refusal
from gateway.core.flags import CLOSED, NOTHING, Bounds
from gateway.core.jsontypes import JsonObject
from gateway.core.ledger import Admission, Charge
from gateway.core.policy import PurposePolicy, TenantRules
from gateway.core.registry import ProviderEntry
from gateway.core.source import Known, Passage
from gateway.core.strict_json import OUTGOING_WITH_IMAGES, parse
from gateway.core.values import fixed
from gateway.core.wire import Wire

SafeText = NewType("SafeText", str)
"""Text that `redact` has been over. Raw text is plain `str`."""

SafePicture = NewType("SafePicture", str)
"""Base64 of an image that was decoded and written anew. A caller's own is plain `str`."""


@fixed()
class Asked:
    """A call as it came in: nothing of it is believed yet."""

    trace: str
    wire: Wire
    purpose: str
    key: str | None = field(repr=False)
    user: str | None = field(repr=False)
    subjects: tuple[str, ...] | None = field(repr=False)
    """Ids of `X-Data-Subjects`; None when the header is absent, empty when it says `none`."""
    body: bytes = field(repr=False)


@fixed()
class Authenticated:
    """Step 1: the credential proved its tenant, and is for this purpose. The consent facts are not judged yet."""

    asked: Asked
    tenant: TenantRules
    user: str = field(repr=False)
    """Opaque id of the acting user, as the CRM gave it."""
    user_key: str
    """Its keyed hash, for the store and the traces."""
    admission: Admission
    admitted_at: float
    """Monotonic seconds at which the admission was *sent*: the permit's age counts from here."""
    issuer: str | None = None
    """The configured name of the issuer whose token proved it; None for a key."""


@fixed()
class Consented:
    """Step 2: tenant, purpose, user and declared subjects agree."""

    authenticated: Authenticated


@fixed()
class Permitted:
    """Step 3: the body fits the closed schema, and provider, model and region are allowed."""

    authenticated: Authenticated
    policy: PurposePolicy
    provider: ProviderEntry
    model: str
    """The model's name at the provider."""
    call: Call = field(repr=False)


@fixed()
class Isolated:
    """Step 4: sealed blocks are opened and are this tenant's own."""

    permitted: Permitted
    passages: tuple[Passage, ...] = field(repr=False)
    """One per leaf of the call, in the leaves' order."""
    known: tuple[Known, ...] = field(repr=False)
    subjects: tuple[str, ...] = field(repr=False)
    """Data subjects of the blocks and of `X-Data-Subjects`, as keyed hashes."""
    blocks: int
    marks: Mapping[str, str | None] = field(default_factory=dict, repr=False)
    """Whatever could be a canary or an unguessable record id, with the path of the leaf where it first stands."""


@fixed()
class Redacted:
    """Step 5: every leaf is safe text; the values are in the vault."""

    permitted: Permitted
    subjects: tuple[str, ...]
    blocks: int
    texts: Sequence[SafeText] = field(repr=False)
    kept: frozenset[str] = field(repr=False)
    """Texts that a `keep` action left standing: the guard passes over them."""
    counts: Mapping[Label, int]
    tokens: int
    pictures: Sequence[SafePicture] = field(default=(), repr=False)
    """One per picture of the call, in their order. Nobody looked through them."""


@fixed()
class Wired:
    """Step 5's call, while its marks and values are looked up among those of other tenants."""

    redacted: Redacted
    cleared: Callable[[], Awaitable[None]] = field(repr=False)
    """Returns when nothing in the call refuses it. Raises `context_foreign`, `store_unavailable`."""


@fixed()
class Outgoing:
    """Exactly what will be written upstream. `headers` never hold the credential; the transport adds it."""

    method: str
    url: str
    headers: tuple[tuple[str, str], ...]
    body: bytes = field(repr=False)
    bounds: Bounds = field(default=CLOSED, repr=False)
    """What the egress asserts on all of it before it is written."""
    _read: list[JsonObject] = field(default_factory=list, init=False, repr=False, compare=False)

    def read(self) -> JsonObject:
        """What the body's bytes say, parsed from them; kept for the one who asks next. Raises `internal`."""
        if not self._read:
            self._read.append(parse(self.body, OUTGOING_WITH_IMAGES))
        return self._read[0]

    def read_last(self) -> JsonObject:
        """The same, and kept no more: an answer may take long."""
        document = self.read()
        self._read.clear()
        return document


@fixed()
class Guarded:
    """Step 6: these exact bytes were read again and found clean, and the intent is on record."""

    permitted: Permitted
    outgoing: Outgoing = field(repr=False)
    charges: tuple[Charge, ...] = ()
    """What the call reserved of its tenant's budget."""


@fixed()
class Upstream:
    """What a provider is asked to prepare: a body in a wire, for one of its models. `body` is redacted."""

    entry: ProviderEntry
    wire: Wire
    model: str
    tenant: str
    body: JsonObject = field(repr=False)
    streamed: bool = False
    forced: Mapping[str, object] = field(default_factory=lambda: NOTHING)
    """Fields that the provider's rule forces into this call; the wire has put them into `body`."""
    user: str = ""
    """The acting user's keyed hash where the purpose isolates users; empty elsewhere."""

    @property
    def bounds(self) -> Bounds:
        """What may leave for this call. Raises `provider_not_contracted` when the provider has no rule for the wire."""
        rule = self.entry.rules.get(self.wire.name)
        if rule is None:
            raise Refusal(Code.PROVIDER_NOT_CONTRACTED)
        return Bounds(self.entry.base_url, rule, rule.written(self.model), self.forced)

    @property
    def pool(self) -> str:
        """Whose connections may carry the call: one provider's and one tenant's, so that no answer can reach another.

        Where users are apart, one user's.
        """
        return f"{self.entry.name}/{self.tenant}/{self.user}"
