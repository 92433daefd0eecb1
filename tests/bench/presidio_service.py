"""Presidio's two HTTP services, as LiteLLM's guardrail calls them, around the real packages.

Run in the environment of LiteLLM: ``python -m tests.bench.presidio_service SERVICE PORT``; that environment does
not hold the gateway, so nothing of it is imported. Services: ``analyzer``, recognisers by pattern only;
``analyzer-names``, a spaCy pipeline besides; ``anonymizer``.
"""

import json
import sys
from collections.abc import Awaitable, Callable

from aiohttp import web
from presidio_analyzer import AnalyzerEngine
from presidio_anonymizer import AnonymizerEngine
from presidio_anonymizer.entities import RecognizerResult

from tests.bench import presidio_engine

Handler = Callable[[web.Request], Awaitable[web.Response]]


def analyzer(engine: AnalyzerEngine) -> Handler:
    """POST /analyze: the findings in a text."""

    async def analyze(request: web.Request) -> web.Response:
        asked = json.loads(await request.read())
        found = engine.analyze(
            asked["text"],
            asked.get("language", "en"),
            entities=asked.get("entities"),
            score_threshold=asked.get("score_threshold"),
        )
        return web.json_response([each.to_dict() for each in found], dumps=_dumps)

    return analyze


def anonymizer() -> Handler:
    """POST /anonymize: the text with its findings replaced."""
    engine = AnonymizerEngine()  # type: ignore[no-untyped-call]

    async def anonymize(request: web.Request) -> web.Response:
        asked = json.loads(await request.read())
        found = [
            RecognizerResult(each["entity_type"], each["start"], each["end"], each["score"])
            for each in asked["analyzer_results"]
        ]
        return web.Response(text=engine.anonymize(asked["text"], found).to_json(), content_type="application/json")

    return anonymize


SERVICES: dict[str, Callable[[], Handler]] = {
    "analyzer": lambda: analyzer(presidio_engine.patterns()),
    "analyzer-names": lambda: analyzer(presidio_engine.patterns_and_names()),
    "anonymizer": anonymizer,
}


def _dumps(value: object) -> str:
    return json.dumps(value, default=str)


async def _ready(_: web.Request) -> web.Response:
    return web.Response(text="ok")


if __name__ == "__main__":
    handler = SERVICES[sys.argv[1]]()
    app = web.Application()
    app.add_routes([web.get("/health", _ready), web.post("/analyze", handler), web.post("/anonymize", handler)])
    web.run_app(app, host="127.0.0.1", port=int(sys.argv[2]), access_log=None, print=None)
