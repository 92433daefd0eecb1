"""Presidio's two HTTP services, as LiteLLM's guardrail calls them, around the real packages.

Run in the environment of LiteLLM: ``python presidio_service.py analyzer|anonymizer PORT``. Recognisers by
pattern only, as the gateway has in this bench: a model would cost hundreds of times more. This file imports
nothing of the repository, since that environment does not hold it.
"""

import json
import sys
from collections.abc import Awaitable, Callable, Iterable, Iterator

import tldextract.tldextract
from aiohttp import web
from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine
from presidio_anonymizer import AnonymizerEngine
from presidio_anonymizer.entities import RecognizerResult
from spacy.tokens import Doc
from spacy.vocab import Vocab

Handler = Callable[[web.Request], Awaitable[web.Response]]


class NoModel(NlpEngine):
    """An engine that knows no words: patterns need none."""

    def load(self) -> None:
        """Nothing to load."""

    def is_loaded(self) -> bool:
        """Always: there is nothing to load."""
        return True

    def process_text(self, text: str, language: str) -> NlpArtifacts:
        """No entities, no words."""
        return NlpArtifacts([], Doc(Vocab()), [], [], self, language)

    def process_batch(
        self, texts: Iterable[str], language: str, batch_size: int = 1, n_process: int = 1, **kwargs: object
    ) -> Iterator[tuple[str, NlpArtifacts]]:
        """The same for each text."""
        return ((text, self.process_text(text, language)) for text in texts)

    def is_stopword(self, word: str, language: str) -> bool:
        """No word is known as one."""
        return False

    def is_punct(self, word: str, language: str) -> bool:
        """No word is known as one."""
        return False

    def get_supported_entities(self) -> list[str]:
        """None: all entities come from patterns."""
        return []

    def get_supported_languages(self) -> list[str]:
        """English, which the guardrail asks for."""
        return ["en"]


def analyzer() -> Handler:
    """POST /analyze: the findings in a text."""
    # The e-mail recogniser looks up public suffixes over the network, unless it is told to use its own list.
    tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=())
    registry = RecognizerRegistry(supported_languages=["en"])
    registry.load_predefined_recognizers(languages=["en"])
    registry.remove_recognizer("SpacyRecognizer")
    engine = AnalyzerEngine(registry=registry, nlp_engine=NoModel(), supported_languages=["en"])

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


def _dumps(value: object) -> str:
    return json.dumps(value, default=str)


async def _ready(_: web.Request) -> web.Response:
    return web.Response(text="ok")


if __name__ == "__main__":
    handler = analyzer() if sys.argv[1] == "analyzer" else anonymizer()
    app = web.Application()
    app.add_routes([web.get("/health", _ready), web.post("/analyze", handler), web.post("/anonymize", handler)])
    web.run_app(app, host="127.0.0.1", port=int(sys.argv[2]), access_log=None, print=None)
