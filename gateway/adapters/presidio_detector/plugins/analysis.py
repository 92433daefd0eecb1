"""Inside a worker: Presidio's AnalyzerEngine with the operator's engine and recognizers, and one call's texts through it."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from importlib import import_module
from pathlib import Path

import spacy
from presidio_analyzer import (
    AnalyzerEngine,
    BatchAnalyzerEngine,
    EntityRecognizer,
    RecognizerRegistry,
    RecognizerResult,
)
from presidio_analyzer.context_aware_enhancers import ContextAwareEnhancer, LemmaContextAwareEnhancer
from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngineProvider, SpacyNlpEngine
from presidio_analyzer.predefined_recognizers import SpacyRecognizer
from presidio_analyzer.recognizer_registry import RecognizerRegistryProvider

from gateway.adapters.presidio_detector.plugins.words import WordsEngine
from gateway.core.jsontypes import JsonObject, JsonValue

BATCH = 32
_HARMLESS = frozenset({"_get_updated_entities", "_add_predictions"})
"""Functions of Presidio whose warnings speak of a label that nobody maps, and of two finds in one word."""

Found = list[JsonValue]
"""Of one text: [start, end, entity, score] of each find."""


class LeftOutError(Exception):
    """Presidio logged that it left something out, and went on."""


class Analysis:
    """What was plugged in, ready."""

    def __init__(self, plan: JsonObject) -> None:
        """Load everything that the plan (plan.py) names. Raises whatever is wrong with it."""
        sys.path.append(str(plan["root"]))
        self._languages = [str(each) for each in _list(plan["languages"])]
        recognizers = list(_recognizers(plan))
        self._engine = _engine(plan["engine"], self._languages)
        registry = RecognizerRegistry(recognizers, supported_languages=self._languages)
        if isinstance(self._engine, SpacyNlpEngine):
            registry.add_nlp_recognizer(self._engine)
        elif any(isinstance(each, SpacyRecognizer) for each in recognizers):
            raise ValueError("a recognizer reads what an engine finds: it needs detection.names spacy or transformers")
        self._analyzer = AnalyzerEngine(
            registry, self._engine, supported_languages=self._languages, context_aware_enhancer=_Certain()
        )
        self._batches = BatchAnalyzerEngine(self._analyzer)
        spoken = {each.supported_language for each in registry.recognizers}
        strangers = spoken - set(self._languages)
        if strangers:
            raise ValueError(f"a recognizer is for {', '.join(sorted(strangers))}, which is not in detection.languages")
        self._served = [each for each in self._languages if each in spoken]
        self._watch = _Watch()

    @property
    def entities(self) -> list[str]:
        """Every entity that may be reported."""
        return sorted({each for name in self._served for each in self._analyzer.get_supported_entities(name)})

    def find(self, texts: Sequence[str], language: str) -> list[Found]:
        """The finds in each text, in this language, or in all if it is none of ours. Raises whatever a recognizer raises."""
        found: list[Found] = [[] for _ in texts]
        self._watch.left_out = False
        for each in [language] if language in self._served else self._served if language not in self._languages else ():
            with self._forgetting(each):
                results = self._batches.analyze_iterator(texts, each, batch_size=BATCH)
                for into, of_text in zip(found, results, strict=True):
                    into += [[result.start, result.end, result.entity_type, result.score] for result in of_text]
        if self._watch.left_out:
            raise LeftOutError
        return found

    def _forgetting(self, language: str) -> AbstractContextManager[object]:
        """A memory zone, since spaCy keeps every word that it ever saw outside of one (threats, section d: 10,000 of 10,000)."""
        zone: AbstractContextManager[object] = self._engine.get_nlp(language).memory_zone()
        return zone


class _Certain(ContextAwareEnhancer):
    """Presidio's own, behind a look at every result before those without a sensible score are dropped."""

    def __init__(self) -> None:
        self._own = LemmaContextAwareEnhancer()

    def enhance_using_context(
        self,
        text: str,
        raw_results: list[RecognizerResult],
        nlp_artifacts: NlpArtifacts,
        recognizers: list[EntityRecognizer],
        context: list[str] | None = None,
    ) -> list[RecognizerResult]:
        """Raise `ValueError` for a score that is none."""
        if not all(0 <= result.score <= 1 for result in raw_results):
            msg = "a recognizer gives a score that is none"
            raise ValueError(msg)
        return self._own.enhance_using_context(text, raw_results, nlp_artifacts, recognizers, context)


class _Watch(logging.Handler):
    """Hears when Presidio skips a text or a pattern that failed: it says so in its log only."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.left_out = False
        logger = logging.getLogger("presidio-analyzer")
        logger.handlers[:] = [self]
        logger.propagate = False

    def emit(self, record: logging.LogRecord) -> None:
        """Note that it happened; what it says is not kept."""
        self.left_out |= record.funcName not in _HARMLESS


def _engine(configuration: JsonValue, languages: Sequence[str]) -> SpacyNlpEngine | WordsEngine:
    if not isinstance(configuration, dict):
        return WordsEngine(languages)
    for entry in _list(configuration["models"]):
        _must_be_here(entry["model_name"] if isinstance(entry, dict) else None)
    engine = NlpEngineProvider(nlp_configuration=configuration).create_engine()
    if not isinstance(engine, SpacyNlpEngine):
        raise TypeError("spaCy's engine or one made of it is wanted")
    return engine


def _must_be_here(model: JsonValue) -> None:
    """Raise `FileNotFoundError` for a model that Presidio would go and fetch (threats F32)."""
    if isinstance(model, dict):
        _must_be_here(model["spacy"])
        is_here, name = Path(str(model["transformers"])).is_dir(), model["transformers"]
    else:
        is_here, name = Path(str(model)).exists() or spacy.util.is_package(str(model)), model
    if not is_here:
        raise FileNotFoundError(f"the model {name} is not here, and isogate fetches none")


def _recognizers(plan: JsonObject) -> Iterator[EntityRecognizer]:
    for each in _list(plan["recognizers"]):
        if not isinstance(each, Mapping):
            raise TypeError("a recognizer's entry is a mapping")
        if each["registry"] is not None:
            yield from _registered(Path(str(each["registry"])))
        else:
            yield _made(str(each["python"]), each["options"])


def _registered(path: Path) -> Sequence[EntityRecognizer]:
    with path.open("rb"):  # Presidio takes its default recognizers where it cannot read the file
        provider = RecognizerRegistryProvider(conf_file=path)
    recognizers = list(provider.create_recognizer_registry().recognizers)
    if not recognizers:
        raise ValueError(f"{path} gives no recognizer")
    return recognizers


def _made(path: str, options: JsonValue) -> EntityRecognizer:
    module, _, name = path.partition(":")
    maker = getattr(import_module(module), name)
    made = maker(**options if isinstance(options, dict) else {})
    if not isinstance(made, EntityRecognizer):
        raise TypeError(f"{path} gives no Presidio recognizer")
    return made


def _list(value: JsonValue) -> Sequence[JsonValue]:
    if not isinstance(value, list):
        raise TypeError("a list is wanted")
    return value
