"""The hot route: reads the request itself, runs the pipeline, and replies. Nothing here decides anything about a call's content.

It is plain ASGI: no framework parses, validates or echoes a body, and no middleware stands between a caller and the refusal.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType

from gateway.core.errors import Code, Refusal
from gateway.core.stages import Asked
from gateway.core.strict_json import dump
from gateway.http.asgi import Receive, Scope, Send, connection
from gateway.http.door import Door
from gateway.http.reply import JSON_TYPE, CancelledWhenGone, HttpReply
from gateway.http.request import MAX_BODY_BYTES, MAX_BODY_BYTES_WITH_IMAGES, read_body, read_head, request_id
from gateway.http.routes import Kind, Target
from gateway.needs import Ports
from gateway.pipeline import exchange, explain, listed_models
from gateway.steps.trace import noted, report

TRACE_BYTES = 16


async def _explain(asked: Asked, ports: Ports, reply: HttpReply) -> None:
    """What is another tenant's in it alerts the operator and is recorded: whoever has such data could try it here unseen else."""
    async with noted(asked, ports.clock, ports.store, ports.sinks, ports.unsafe) as tracing:
        explanation = await explain(asked, ports, tracing)
        await reply.send(dump(explanation.shown()), {"content-type": JSON_TYPE})


_ANSWERS: Mapping[Kind, Callable[[Asked, Ports, HttpReply], Awaitable[None]]] = MappingProxyType(
    {Kind.EXCHANGE: exchange, Kind.EXPLANATION: _explain}
)
"""What is done with a call that was read."""


class DataPlane:
    """Serves the data plane's targets."""

    def __init__(self, ports: Ports, door: Door) -> None:
        """`door` is shared with the readiness page."""
        self._ports = ports
        self._door = door
        self._serve: dict[Kind, Callable[[Target, Scope, Receive, HttpReply, str], Awaitable[None]]] = {
            Kind.EXCHANGE: self._call,
            Kind.EXPLANATION: self._call,
            Kind.MODELS: self._models,
            Kind.REFUSED: self._refuse,
            Kind.NAMELESS: self._miss,
        }

    async def __call__(self, target: Target, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; a caller who left gets nothing more."""
        trace = self._ports.clock.random_bytes(TRACE_BYTES).hex()
        reply = HttpReply(send, target.wire, request_id=request_id(scope) or trace, trace=trace)
        try:
            await self._serve[target.kind](target, scope, receive, reply, trace)
        except Refusal as refusal:
            await reply.refuse(refusal)
        except ConnectionError:
            return
        except Exception as error:  # noqa: BLE001 - of a call its record tells; what has none is told here, with its place alone
            report(trace, type(error), error.__traceback__)
            await reply.refuse(Refusal(Code.INTERNAL))

    async def _call(self, target: Target, scope: Scope, receive: Receive, reply: HttpReply, trace: str) -> None:
        head, line = read_head(scope), connection(scope)
        limit = MAX_BODY_BYTES_WITH_IMAGES if target.purpose in self._ports.rules().images else MAX_BODY_BYTES
        if head.body_bytes is not None and head.body_bytes > limit:
            raise Refusal(Code.TOO_LARGE)
        with self._door.enter(limit if head.body_bytes is None else head.body_bytes):
            body = await read_body(receive, limit, is_received=line.is_received)
            asked = Asked(trace, target.wire, target.purpose, head.key, head.user, head.subjects, body)
            with CancelledWhenGone(line):
                await _ANSWERS[target.kind](asked, self._ports, reply)
                await reply.end()

    async def _models(self, target: Target, scope: Scope, receive: Receive, reply: HttpReply, trace: str) -> None:
        del receive
        head = read_head(scope)
        asked = Asked(trace, target.wire, target.purpose, head.key, head.user, head.subjects, b"")
        names = await listed_models(asked, self._ports)
        await reply.send(dump(_model_list(names)), {"content-type": JSON_TYPE})

    async def _refuse(self, target: Target, scope: Scope, receive: Receive, reply: HttpReply, trace: str) -> None:
        del target, scope, receive, reply, trace
        raise Refusal(Code.ENDPOINT_REFUSED)

    async def _miss(self, target: Target, scope: Scope, receive: Receive, reply: HttpReply, trace: str) -> None:
        del target, scope, receive, reply, trace
        raise Refusal(Code.PURPOSE_NOT_ALLOWED, param="purpose")


def _model_list(names: list[str]) -> dict[str, object]:
    """One document that both official SDKs read as their own model list."""
    rows = [
        {
            "id": name,
            "object": "model",
            "type": "model",
            "created": 0,
            "created_at": "1970-01-01T00:00:00Z",
            "owned_by": "isogate",
            "display_name": name,
        }
        for name in names
    ]
    return {
        "object": "list",
        "data": rows,
        "has_more": False,
        "first_id": names[0] if names else None,
        "last_id": names[-1] if names else None,
    }
