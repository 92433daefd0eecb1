"""Step 9, the record: what was decided for a call, by codes, counts and times; written whatever happened.

`Tracing` is told of each stage as it is passed and keeps facts only: configured names, closed-list codes, counts, keyed ids,
milliseconds. A caller's text cannot enter: there is no place for it. The outcome is handed over after the vault was emptied.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Sequence
from datetime import date
from types import TracebackType

from gateway.core.budget import Budget, corrected, undone
from gateway.core.errors import Code, Refusal
from gateway.core.ledger import NOTHING, Charge, Event, Facts, Record, Settlement, Tripped
from gateway.core.stages import Asked, Authenticated, Consented, Guarded, Isolated, Permitted, Redacted
from gateway.core.wire import Answer
from gateway.ports.clock import Clock
from gateway.ports.store import Store
from gateway.ports.traces import TraceSink

_EXPLAINED, _FAILED = "explained", "failed"
_log = logging.getLogger("isogate")


class Tracing:
    """The facts of one call as they become known."""

    def __init__(self, asked: Asked, clock: Clock, unsafe: Sequence[str] = ()) -> None:
        """Start the clock of step 1. `unsafe`: names of the options in force that weaken a promise."""
        self._clock = clock
        self._monotonic = clock.monotonic
        self._trace = asked.trace
        self._tenant = ""
        self._used: tuple[str, date] | None = None
        self._budget: Budget | None = None
        self._is_counted = False
        self._reserved: tuple[Charge, ...] = ()
        self._charges: tuple[Charge, ...] = ()
        self._last = self._monotonic()
        self._milliseconds: dict[str, float] = {}
        self.facts: Facts = {"wire": asked.wire.name, "step": "authenticate", "bytes_in": len(asked.body)}
        if unsafe:
            self.facts["unsafe"] = list(unsafe)

    def authenticated(self, stage: Authenticated) -> Authenticated:
        """Step 1 is passed, by this caller. Returns the stage, as each of these does."""
        self.at("authenticate")
        self._tenant = stage.tenant.tenant
        self._budget = stage.tenant.budget
        facts = self.facts
        facts["purpose"] = stage.asked.purpose
        facts["user"] = stage.user_key
        if stage.issuer is not None:
            facts["issuer"] = stage.issuer
        elif stage.admission.key is not None:
            facts["key"] = stage.admission.key.key_id
            self._used = (stage.admission.key.digest, self._clock.now().date())
        return stage

    def consented(self, stage: Consented) -> Consented:
        """Step 2 is passed."""
        self.at("consent")
        return stage

    def permitted(self, stage: Permitted) -> Permitted:
        """Step 3 is passed: where the call may go."""
        self.at("permit")
        facts = self.facts
        facts["policy"] = stage.policy.version
        facts["provider"] = stage.provider.name
        facts["model"] = stage.model
        facts["region"] = stage.provider.region
        facts["streamed"] = stage.call.stream
        return stage

    def isolated(self, stage: Isolated) -> Isolated:
        """Step 4 is passed: how many records are in it, of how many people."""
        self.at("isolate")
        self.facts["blocks"] = stage.blocks
        self.facts["subjects"] = len(stage.subjects)
        return stage

    def redacted(self, stage: Redacted) -> Redacted:
        """Step 5 is passed: how much of what was hidden."""
        self.at("redact")
        facts = self.facts
        facts["redactions"] = {str(label): count for label, count in stage.counts.items()}
        facts["tokens"] = stage.tokens
        if stage.pictures:
            facts["images_unscanned"] = len(stage.pictures)
        return stage

    def guarded(self, stage: Guarded) -> Guarded:
        """Step 6 is passed: what leaves is read and counted."""
        self.at("guard")
        self.facts["bytes_out"] = len(stage.outgoing.body)
        self._reserved = stage.charges
        self._settle(())
        return stage

    def doubted(self, charges: tuple[Charge, ...]) -> None:
        """Note that these may have been counted for a call that is not made: its outcome takes them back, if they were."""
        self._settle(undone(charges))

    def _settle(self, charges: tuple[Charge, ...]) -> None:
        self._is_counted = self._budget is not None
        self._charges = charges

    @property
    def settlement(self) -> Settlement:
        """What the outcome settles, as far as it is known."""
        if self._budget is None or not self._is_counted:
            return Settlement(self._used) if self._used is not None else NOTHING
        is_awaited = self._budget.concurrent is not None
        return Settlement(self._used, is_metered=True, charges=self._charges, is_awaited=is_awaited)

    def at(self, step: str) -> None:
        """Note that a step ended: one without a stage of its own (call, restore)."""
        now = self._monotonic()
        self._milliseconds[step] = round((now - self._last) * 1_000_000) / 1000
        self._last = now
        self.facts["step"] = step

    def answered(self, reading: Answer, restored: int) -> None:
        """Note the whole answer: how it ended, what it used, how many values were restored."""
        self.at("restore")
        self.facts |= {
            "restored": restored,
            "finish_reasons": list(reading.finish_reasons),
            "usage": dict(reading.usage),
        }
        if reading.usage:
            self._charges = corrected(self._reserved, sum(reading.usage.values()))

    def tripped(self, tripped: Tripped) -> None:
        """Note what is another tenant's. The operator's alert is made of it; nothing of it enters an answer."""
        self.facts |= {"tripwire": tripped.counts, "tripwire_owners": list(tripped.owners)}

    @property
    def has_tripped(self) -> bool:
        """Whether anything of another tenant's was found."""
        return "tripwire" in self.facts

    def intent(self) -> Record:
        """The record that goes before the dial."""
        return Record(self._trace, Event.INTENT, self._clock.now(), self._tenant, dict(self.facts))

    def outcome(self, status: str, code: Code | None) -> Record:
        """The record that ends the call. `status`: answered, refused, aborted or failed; explained, where it was no call."""
        facts: Facts = {**self.facts, "status": status, "milliseconds": self._milliseconds}
        if code is not None:
            facts["code"] = code.value
        return Record(self._trace, Event.OUTCOME, self._clock.now(), self._tenant, facts)


def trace(asked: Asked, clock: Clock, store: Store, sinks: Sequence[TraceSink], unsafe: Sequence[str] = ()) -> Traced:
    """Write the call's outcome on leaving, however it is left.

    An unforeseen exception becomes `internal`; its text goes nowhere.
    """
    return Traced(asked, Tracing(asked, clock, unsafe), store, sinks)


def noted(asked: Asked, clock: Clock, store: Store, sinks: Sequence[TraceSink], unsafe: Sequence[str] = ()) -> Noted:
    """Write what tripped over something of another tenant's on leaving; whatever did not leaves no record."""
    return Noted(asked, Tracing(asked, clock, unsafe), store, sinks)


class Traced:
    """The context of one call: a class, for a generator costs four times as much."""

    __slots__ = ("_asked", "_sinks", "_store", "_tracing")

    def __init__(self, asked: Asked, tracing: Tracing, store: Store, sinks: Sequence[TraceSink]) -> None:
        """The call begins."""
        self._asked, self._tracing, self._store, self._sinks = asked, tracing, store, sinks

    async def __aenter__(self) -> Tracing:
        """What is to be told of each stage."""
        return self._tracing

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        """The vault is empty by now."""
        status, code = _end(error)
        if isinstance(error, Refusal) and error.unconfirmed is not None:
            self._tracing.facts["unconfirmed"] = error.unconfirmed
        if status == _FAILED and kind is not None:
            report(self._asked.trace, kind, where)
        await _write(self._tracing.outcome(status, code), self._tracing.settlement, self._store, self._sinks)
        if status == _FAILED:
            raise Refusal(Code.INTERNAL) from None


class Noted(Traced):
    """The context of one explanation. Its caller has the answer by the time that anything is written, and can measure nothing."""

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        """The vault is empty by now."""
        if self._tracing.has_tripped:
            _, code = _end(error)
            await _write(self._tracing.outcome(_EXPLAINED, code), self._tracing.settlement, self._store, self._sinks)


def _end(error: BaseException | None) -> tuple[str, Code | None]:
    """How the call ended, by what ended it. An exception that nobody foresaw is a refusal, too."""
    if error is None:
        return "answered", None
    if isinstance(error, Refusal):
        return "refused", error.code
    if isinstance(error, ConnectionError) or not isinstance(error, Exception):
        return "aborted", None
    return _FAILED, Code.INTERNAL


async def _write(record: Record, settlement: Settlement, store: Store, sinks: Sequence[TraceSink]) -> None:
    """Hand the outcome over. The store's `append` does not wait, so a cancellation finds nothing here to interrupt."""
    for sink in sinks:
        sink.write(record)
    try:
        await store.append(record, settlement)
    except Refusal:
        _log.error("trace %s: the outcome could not be recorded", record.trace)


def report(trace_id: str, kind: type[BaseException], where: TracebackType | None) -> None:
    """Log what nobody foresaw: its kind and place. Never the exception, whose text may quote content, whoever handles the log."""
    frames = traceback.extract_tb(where)
    place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "unknown"
    _log.error("trace %s: %s at %s", trace_id, kind.__name__, place)
