"""The way of an answer through steps 7 and 8, without a pipeline around it."""

from collections.abc import Mapping

from gateway.core.call import Call
from gateway.core.flags import CLOSED, Bounds
from gateway.core.jsontypes import JsonValue
from gateway.core.stages import Redacted
from gateway.core.wire import Answer, Event, GoingOn, Restorers, Wire
from gateway.steps.answer import Accepting
from gateway.steps.form import Restoring
from gateway.steps.onward import Onward
from tests.support.restorers import ReplacingRestorers
from tests.support.stages import permitted


class NoSchemas:
    """Is never asked."""

    def fits(self, purpose: str, text: str) -> bool:
        raise AssertionError(purpose)

    def has_form(self, schema: JsonValue, text: str) -> bool:
        raise AssertionError(schema)


class Everything:
    """A reading that counts what it is given in full."""

    def __init__(self, reading: Answer) -> None:
        self._reading = reading
        self.accepted = 0

    def accept(self, event: Event) -> list[Event]:
        self.accepted += 1
        return self._reading.accept(event)

    def restore(self, event: Event, restorers: Restorers) -> list[Event]:
        return self._reading.restore(event, restorers)

    def going_on(self, event: Event) -> GoingOn | None:
        return self._reading.going_on(event)

    def finish(self) -> None:
        self._reading.finish()

    def text(self) -> str:
        return self._reading.text()

    @property
    def usage(self) -> Mapping[str, int]:
        return self._reading.usage

    @property
    def finish_reasons(self) -> tuple[str, ...]:
        return self._reading.finish_reasons


def onward(
    wire: Wire,
    call: Call,
    values: Mapping[str, str],
    *,
    as_it_comes: bool,
    reading: Answer | None = None,
    bounds: Bounds = CLOSED,
) -> Onward:
    """The way of the answer to `call`, whose tokens stand for `values`."""
    stage = permitted(call)
    chosen = reading or wire.answer(call, call_id="5f" * 16)
    redacted = Redacted(stage, (), 0, (), frozenset(), {}, len(values))
    return Onward(
        Accepting(stage, chosen, NoSchemas()),
        Restoring(chosen, ReplacingRestorers(values), redacted, NoSchemas()),
        chosen,
        lambda event: wire.encode(event, streamed=call.stream),
        bounds,
        as_it_comes=as_it_comes,
    )
