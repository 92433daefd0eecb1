"""Step 9, the record: what was decided for a call, by codes, counts and times; written whatever happened.

`Tracing` is told of each stage as it is passed and keeps facts only: configured names, closed-list codes, counts, keyed ids,
milliseconds. A caller's text cannot enter: there is no place for it. The outcome is handed over after the vault was emptied.
"""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import TypeVar

from gateway.core.errors import Code, Refusal
from gateway.core.ledger import Event, Facts, Record
from gateway.core.stages import Asked, Authenticated, Consented, Guarded, Isolated, Permitted, Redacted
from gateway.core.wire import Answer
from gateway.ports.clock import Clock
from gateway.ports.store import Store
from gateway.ports.traces import TraceSink

Stage = TypeVar("Stage")

_STEPS: dict[type, str] = {
    Authenticated: "authenticate",
    Consented: "consent",
    Permitted: "permit",
    Isolated: "isolate",
    Redacted: "redact",
    Guarded: "guard",
}
_log = logging.getLogger("isogate")


class Tracing:
    """The facts of one call as they become known."""

    def __init__(self, asked: Asked, clock: Clock) -> None:
        """Start the clock of step 1."""
        self._clock = clock
        self._trace = asked.trace
        self._tenant = ""
        self._last = clock.monotonic()
        self._seconds: dict[str, float] = {}
        self.facts: Facts = {"wire": asked.wire.name, "step": "authenticate", "bytes_in": len(asked.body)}

    def passed(self, stage: Stage) -> Stage:
        """Note that a stage was reached, and what it says about the call; returns it."""
        step = _STEPS.get(type(stage))
        if step is not None:
            self._lap(step)
        self._note(stage)
        return stage

    def at(self, step: str) -> None:
        """Note that a step without a stage of its own (call, restore) ended."""
        self._lap(step)

    def answered(self, reading: Answer, restored: int) -> None:
        """Note the whole answer: how it ended, what it used, how many values were restored."""
        self._lap("restore")
        self.facts |= {
            "restored": restored,
            "finish_reasons": list(reading.finish_reasons),
            "usage": dict(reading.usage),
        }

    def intent(self) -> Record:
        """The record that goes before the dial."""
        return self._record(Event.INTENT, dict(self.facts))

    def outcome(self, status: str, code: Code | None) -> Record:
        """The record that ends the call. `status`: answered, refused, aborted or failed."""
        milliseconds = {step: round(seconds * 1000, 3) for step, seconds in self._seconds.items()}
        facts: Facts = {**self.facts, "status": status, "milliseconds": milliseconds}
        if code is not None:
            facts["code"] = code.value
        return self._record(Event.OUTCOME, facts)

    def _record(self, event: Event, facts: Facts) -> Record:
        return Record(self._trace, event, self._clock.now(), self._tenant, facts)

    def _lap(self, step: str) -> None:
        now = self._clock.monotonic()
        self._seconds[step] = now - self._last
        self._last = now
        self.facts["step"] = step

    def _note(self, stage: object) -> None:
        facts = self.facts
        if isinstance(stage, Authenticated):
            self._tenant = stage.tenant.tenant
            facts["purpose"] = stage.asked.purpose
            facts["user"] = stage.user_key
        elif isinstance(stage, Permitted):
            facts["policy"] = stage.policy.version
            facts["provider"] = stage.provider.name
            facts["model"] = stage.model
            facts["region"] = stage.provider.region
            facts["streamed"] = stage.call.stream
        elif isinstance(stage, Isolated):
            facts["blocks"] = stage.blocks
            facts["subjects"] = len(stage.subjects)
        elif isinstance(stage, Redacted):
            facts["redactions"] = {label.value: count for label, count in stage.counts.items()}
            facts["tokens"] = stage.tokens
        elif isinstance(stage, Guarded):
            facts["bytes_out"] = len(stage.outgoing.body)


@asynccontextmanager
async def trace(asked: Asked, clock: Clock, store: Store, sinks: Sequence[TraceSink]) -> AsyncIterator[Tracing]:
    """Write the call's outcome on leaving, however it is left.

    An unforeseen exception becomes `internal`; its text goes nowhere.
    """
    tracing = Tracing(asked, clock)
    status, code = "answered", None
    try:
        yield tracing
    except Refusal as refusal:
        status, code = "refused", refusal.code
        raise
    except (asyncio.CancelledError, ConnectionError, GeneratorExit):
        status = "aborted"
        raise
    except Exception as error:  # noqa: BLE001 - the one place where the unforeseen becomes a refusal
        status, code = "failed", Code.INTERNAL
        _report(asked.trace, error)
        raise Refusal(Code.INTERNAL) from None
    finally:
        await _write(tracing.outcome(status, code), store, sinks)


async def _write(record: Record, store: Store, sinks: Sequence[TraceSink]) -> None:
    """Hand the outcome over. The store's `append` does not wait, so a cancellation finds nothing here to interrupt."""
    for sink in sinks:
        sink.write(record)
    try:
        await store.append(record)
    except Refusal:
        _log.error("trace %s: the outcome could not be recorded", record.trace)


def _report(trace_id: str, error: Exception) -> None:
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "unknown"
    _log.error("trace %s: %s at %s", trace_id, type(error).__name__, place)
