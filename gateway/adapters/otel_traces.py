"""Records as OpenTelemetry spans (gen_ai semantic conventions), through one closed list of attributes.

Content is off by construction: a span is made from a finished `Record`, which holds none; no exception is ever recorded, nothing
is instrumented automatically, no context is propagated from callers. A collector that is down or hangs costs spans, which are
dropped and counted by the SDK's bounded queue, never a call.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import SpanKind, StatusCode
from opentelemetry.util.types import AttributeValue

from gateway.core.ledger import Event, Record

FLUSH_SECONDS = 2.0
"""SDK default is 30 s: longer than the drain (threats F21)."""
QUEUE_SPANS = 2048
TRACES_PATH = "/v1/traces"
"""OTLP/HTTP's default path (OpenTelemetry protocol specification 1.9)."""

_ATTRIBUTES: Mapping[str, str] = MappingProxyType(
    {
        "wire": "isogate.wire",
        "purpose": "isogate.purpose",
        "policy": "isogate.policy",
        "provider": "gen_ai.provider.name",
        "model": "gen_ai.request.model",
        "region": "isogate.region",
        "streamed": "isogate.streamed",
        "blocks": "isogate.blocks",
        "subjects": "isogate.subjects",
        "tokens": "isogate.tokens",
        "images_unscanned": "isogate.images_unscanned",
        "restored": "isogate.restored",
        "finish_reasons": "gen_ai.response.finish_reasons",
        "status": "isogate.status",
        "step": "isogate.step",
        "unsafe": "isogate.unsafe",
        "code": "error.type",
        "bytes_in": "isogate.bytes_in",
        "bytes_out": "isogate.bytes_out",
    }
)
"""Fact → attribute. A fact that is not listed does not leave."""
_PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "redactions": "isogate.redactions.",
        "tripwire": "isogate.tripwire.",
        "usage": "",
        "milliseconds": "isogate.milliseconds.",
    }
)


class OtelTraces:
    """Implements `TraceSink` over OTLP/HTTP."""

    def __init__(self, endpoint: str, *, version: str) -> None:
        """`endpoint` is the collector's address, with or without `/v1/traces`; nothing is contacted yet."""
        exporter = OTLPSpanExporter(endpoint=endpoint.removesuffix(TRACES_PATH) + TRACES_PATH, timeout=FLUSH_SECONDS)
        self._provider = TracerProvider(
            resource=Resource({"service.name": "isogate", "service.version": version}), shutdown_on_exit=False
        )
        self._processor = BatchSpanProcessor(
            exporter, max_queue_size=QUEUE_SPANS, export_timeout_millis=FLUSH_SECONDS * 1000
        )
        self._provider.add_span_processor(self._processor)
        self._tracer = self._provider.get_tracer("isogate")

    def write(self, record: Record) -> None:
        """Queue an outcome as one span; intents are the store's alone."""
        if record.event is not Event.OUTCOME:
            return
        milliseconds = record.facts.get("milliseconds")
        total = sum(milliseconds.values()) if isinstance(milliseconds, dict) else 0.0
        start = record.at - timedelta(milliseconds=total)
        span = self._tracer.start_span(
            "isogate.call",
            kind=SpanKind.SERVER,
            start_time=int(start.timestamp() * 1_000_000_000),
            attributes={"isogate.trace": record.trace, "isogate.tenant": record.tenant, **attributes(record)},
        )
        if "code" in record.facts:
            span.set_status(StatusCode.ERROR)
        span.end(int(record.at.timestamp() * 1_000_000_000))

    async def close(self) -> None:
        """Flush for at most two seconds; what is left then is dropped."""
        flushing = asyncio.get_running_loop().run_in_executor(
            None, self._processor.force_flush, int(FLUSH_SECONDS * 1000)
        )
        await asyncio.wait([flushing], timeout=FLUSH_SECONDS)


def attributes(record: Record) -> dict[str, AttributeValue]:
    """The record's facts by the closed list."""
    found: dict[str, AttributeValue] = {}
    for fact, value in record.facts.items():
        if fact in _PREFIXES and isinstance(value, dict):
            found |= {f"{_PREFIXES[fact]}{name}": number for name, number in value.items()}
        elif fact in _ATTRIBUTES and not isinstance(value, dict):
            found[_ATTRIBUTES[fact]] = value
    return found
