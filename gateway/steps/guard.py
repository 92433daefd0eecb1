"""Step 6: read again the exact bytes that will leave, then put the intent on record. No trace, no call.

The bytes are parsed anew, whoever built them, and every decoded string, key and number in them is searched for each of the
vault's values and for whatever a pattern finds by itself. A find refuses the call (`redaction_incomplete`, an alert): the guard
never edits. Passed over are only strings that are, character for character, a text that redaction looked at last and found
clean (looking again at the same characters says the same), an image that redaction wrote, what the provider itself wrote when it
reasoned (in which the vault's values are looked for nevertheless), a word of the wire's schema, or a constant of the gateway.
What the provider's rule forces is asserted where the bytes leave, in the egress, on this same reading of them. Only then is the
intent committed, durably, in the one transaction that compares the tenant's epoch and asks for objections of the subjects found
in sealed blocks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import chain
from types import MappingProxyType
from typing import Protocol

from gateway.core.budget import Budget, estimate, exceeded, refusal, reserve
from gateway.core.call import Picture
from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject
from gateway.core.ledger import AdmitAsk, Charge, CommitAsk, Record
from gateway.core.masking import counted
from gateway.core.note import NOTE
from gateway.core.rate_limits import headers
from gateway.core.reasoning import CARRIERS
from gateway.core.stages import Authenticated, Guarded, Outgoing, Redacted, Wired
from gateway.core.strict_json import OUTGOING
from gateway.core.tokens import outside
from gateway.core.vault import Vault
from gateway.ports.detector import Detector
from gateway.ports.store import EpochMovedError, OverBudgetError, Store

MAX_ADMISSIONS = 3
"""Withdrawals of others may move the epoch between admission and commit; more often than this the call is refused."""


_TEXT = frozenset({str})

TELLING_DIGITS = 6
"""A shorter number identifies nobody by itself, and no pattern finds one without context."""


class Admitted(Protocol):
    """The call's admission: its epoch, and how to ask again."""

    @property
    def epoch(self) -> int:
        """The epoch of the latest admission."""
        ...

    async def renew(self) -> None:
        """Admit again; raises the refusal if something changed for this call."""
        ...


class Recording(Protocol):
    """The call's record."""

    def intent(self) -> Record:
        """What goes before the dial."""
        ...

    def doubted(self, charges: tuple[Charge, ...]) -> None:
        """Nobody knows whether these were counted with the intent: the call is not made, and its outcome takes them back."""
        ...


async def inspect(redacted: Redacted, outgoing: Outgoing, vault: Vault, detector: Detector) -> None:
    """Raise `redaction_incomplete` if anything that redaction took, or should have taken, is in `outgoing`."""
    permitted = redacted.permitted
    if len(outgoing.body) > OUTGOING.max_bytes and not redacted.pictures:
        raise Refusal(Code.INTERNAL)
    body = outgoing.read()
    passed = {NOTE, permitted.model, *redacted.texts, *redacted.pictures, *_strings(outgoing.bounds.forced)}
    passed.add(outgoing.bounds.model)  # the same name, as the provider spells it
    passed.update(map(Picture.rendered, permitted.call.pictures, redacted.pictures))
    thought: list[str] = []
    if permitted.call.reasoning:
        said = {text for each in permitted.call.reasoning for text in _strings(each.block)}
        passed |= said - {value for value, _ in vault.values()}
        thought = [text for each in permitted.call.reasoning for text in _strings(_readable(each.block))]
    words = permitted.authenticated.asked.wire.words
    said_now = _strings(body)
    strange = {*said_now} - passed - words
    texts = [text for text in said_now if text in strange] if strange else []
    head = "\n".join([outgoing.url, *[value for _, value in outgoing.headers]])
    if vault.found_in([*texts, *thought, head]):
        raise Refusal(Code.REDACTION_INCOMPLETE)
    if not texts:
        return
    own = vault.own()
    for text, spans in zip(texts, await detector.confirm(texts, permitted.authenticated.tenant.tenant), strict=True):
        hidden, _ = counted(spans, permitted.policy)
        if any(text[span.start : span.end] not in redacted.kept for span in outside(text, hidden, own)):
            raise Refusal(Code.REDACTION_INCOMPLETE)


async def guard(
    wired: Wired,
    outgoing: Outgoing,
    vault: Vault,
    detector: Detector,
    store: Store,
    admitted: Admitted,
    recording: Recording,
) -> Guarded:
    """The bytes are clean, nothing in them is another tenant's, and the intent is durable.

    Raises `redaction_incomplete`, `context_foreign`, `store_unavailable`, `subject_objected`, `rate_limited`, `budget_exhausted`,
    `audit_unavailable`, and whatever a renewed admission raises.
    """
    redacted = wired.redacted
    await inspect(redacted, outgoing, vault, detector)
    await wired.cleared()
    for _ in range(MAX_ADMISSIONS):
        try:
            charges = await _commit(redacted, outgoing, store, admitted.epoch, recording)
        except EpochMovedError:
            await admitted.renew()
        else:
            return Guarded(redacted.permitted, outgoing, charges)
    raise Refusal(Code.STORE_UNAVAILABLE)


async def foresee(redacted: Redacted, outgoing: Outgoing, store: Store, now: datetime) -> None:
    """Raise what the commit would, as far as reading tells: `subject_objected`, `rate_limited`, `budget_exhausted`.

    Nothing is counted, and calls in flight are not looked at.
    """
    authenticated = redacted.permitted.authenticated
    tenant, budget = authenticated.tenant.tenant, authenticated.tenant.budget
    if redacted.subjects:
        ask = AdmitAsk(tenant, "", authenticated.asked.purpose, authenticated.user_key, redacted.subjects)
        if (await store.admit(ask)).objected:
            raise Refusal(Code.SUBJECT_OBJECTED)
    if budget is not None:
        over = exceeded(_charges(budget, redacted, outgoing, now), authenticated.admission.usage)
        if over:
            raise _over(authenticated, budget, over, now)


async def _commit(
    redacted: Redacted, outgoing: Outgoing, store: Store, epoch: int, recording: Recording
) -> tuple[Charge, ...]:
    """Record the intent and count what the call reserves of its tenant's budget; returns that."""
    intent = recording.intent()
    authenticated = redacted.permitted.authenticated
    tenant, budget = authenticated.tenant.tenant, authenticated.tenant.budget
    if budget is None:
        await store.commit(CommitAsk(tenant, epoch, redacted.subjects, intent))
        return ()
    charges = _charges(budget, redacted, outgoing, intent.at)
    try:
        await store.commit(CommitAsk(tenant, epoch, redacted.subjects, intent, charges, budget.concurrent))
    except OverBudgetError as over:
        raise _over(authenticated, budget, str(over), intent.at) from None
    except EpochMovedError:
        raise
    except BaseException:  # the store refuses, or the caller left: it may have counted all the same
        recording.doubted(charges)
        raise
    return charges


def _charges(budget: Budget, redacted: Redacted, outgoing: Outgoing, now: datetime) -> tuple[Charge, ...]:
    text_bytes = len(outgoing.body) - sum(map(len, redacted.pictures))
    return reserve(budget, now, estimate(redacted.permitted.call, text_bytes))


def _over(authenticated: Authenticated, budget: Budget, meter: str, now: datetime) -> Refusal:
    refused = refusal(budget, meter, now)
    refused.headers = headers(authenticated.asked.wire.name, budget, authenticated.admission.usage, now)
    return refused


def _readable(block: JsonObject) -> JsonObject:
    """A reasoning block without what only its provider can read, in which letters make values by chance."""
    return {name: value for name, value in block.items() if name != CARRIERS[str(block["type"])]}


def _strings(body: Mapping[str, object]) -> list[str]:
    """Every key, string and telling number, however deep, in the order of the bytes: a value's neighbours tell what it is."""
    found: list[str] = []
    _gather(chain.from_iterable(body.items()), found)
    return found


def _gather(parts: Iterable[object], found: list[str]) -> None:
    """No deeper than a document may be (`strict_json.OUTGOING`)."""
    for part in parts:
        if isinstance(part, str):
            found.append(part)
        elif isinstance(part, (dict, MappingProxyType)):
            inner = [*chain.from_iterable(part.items())]
            if _TEXT.issuperset(map(type, inner)):
                found += inner
            else:
                _gather(inner, found)
        elif isinstance(part, list):
            _gather(part, found)
        elif part is None or isinstance(part, bool):
            continue
        elif len(number := str(part)) >= TELLING_DIGITS:
            found.append(number)
