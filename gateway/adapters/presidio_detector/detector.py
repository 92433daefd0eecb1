"""The Detector port on Presidio.

`PresidioDetector.analyzer` is a plain `AnalyzerEngine`: its registry holds the one linear recognizer and the operator's own, and
its NLP engine is Presidio's no-op one, so nothing is downloaded. A call does not go through `AnalyzerEngine.analyze`: that
resolves recognizers, copies results and looks for lemmas on each call, 200 to 350 µs for a message of 20 words of which the
linear scan is 60. The linear recognizer is asked directly, and each plugged-in recognizer through its own `analyze`.

One call's texts are scanned as one. Above `INLINE_CHARACTERS`, and always with plugged-in recognizers, work runs in a thread.
Any failure, and work beyond the deadline (deadline.py), refuses the call: there is no partial result.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from presidio_analyzer import AnalyzerEngine, EntityRecognizer, RecognizerRegistry
from presidio_analyzer.nlp_engine import NoOpNlpEngine

from gateway.adapters.presidio_detector.context import ContextWords
from gateway.adapters.presidio_detector.deadline import EVERY, Deadline, seconds_for
from gateway.adapters.presidio_detector.identifiers import identifiers
from gateway.adapters.presidio_detector.judgement import ContextJudgement, Judgement
from gateway.adapters.presidio_detector.known.known_values import KnownValues
from gateway.adapters.presidio_detector.labelled import labelled
from gateway.adapters.presidio_detector.labels import LABEL_OF
from gateway.adapters.presidio_detector.passages import Passages
from gateway.adapters.presidio_detector.phone import phones
from gateway.adapters.presidio_detector.places import places
from gateway.adapters.presidio_detector.profiles import profiles
from gateway.adapters.presidio_detector.recognizer import LinearRecognizer, Work
from gateway.adapters.presidio_detector.secrets import secrets
from gateway.adapters.presidio_detector.translation import predefined
from gateway.core.entities import Label
from gateway.core.errors import Code, Refusal
from gateway.core.source import Known
from gateway.core.spans import Span

INLINE_CHARACTERS = 65_536
KNOWN_RULE = "KNOWN"

Search = Callable[[Passages, Deadline], Iterator[Span]]


class PresidioDetector:
    """Finds personal data with Presidio's patterns, our own, known values, and the operator's recognizers."""

    def __init__(self, extra_recognizers: Sequence[EntityRecognizer] = ()) -> None:
        """Compile everything once. Of an extra recognizer's entities, those without a label (labels.py) are not reported."""
        # Presidio's validators log the value that they could not read; its log says nothing else of use.
        logging.getLogger("presidio-analyzer").setLevel(logging.CRITICAL + 1)
        rules = [
            *predefined(LABEL_OF.__contains__),
            *identifiers(),
            *labelled(),
            *secrets(),
            *profiles(),
            *places(),
            *phones(),
        ]
        self._linear = LinearRecognizer(rules)
        self._context = ContextWords(word for rule in rules for word in rule.context)
        self._extra = tuple(extra_recognizers)
        languages = sorted({"en", *(each.supported_language for each in self._extra)})
        self.analyzer = AnalyzerEngine(
            registry=RecognizerRegistry([self._linear, *self._extra], supported_languages=languages),
            nlp_engine=NoOpNlpEngine([{"lang_code": each, "model_name": "none"} for each in languages]),
            supported_languages=languages,
        )

    async def find(self, texts: Sequence[str], known: Sequence[Known], language: str) -> list[list[Span]]:
        """See the port. Extra recognizers run when `language` is theirs."""

        def search(passages: Passages, deadline: Deadline) -> Iterator[Span]:
            if known:
                yield from self._known(passages, known, deadline)
            yield from self._patterns(passages, ContextJudgement(passages, self._context), deadline)
            for recognizer in self._extra:
                if recognizer.supported_language == language:
                    yield from self._plugged(recognizer, passages.text, language)

        return await self._run(texts, search, inline=not self._extra, is_for_known=bool(known))

    async def confirm(self, texts: Sequence[str]) -> list[list[Span]]:
        """See the port."""

        def search(passages: Passages, deadline: Deadline) -> Iterator[Span]:
            return self._patterns(passages, Judgement(passages), deadline)

        return await self._run(texts, search, inline=True)

    async def _run(
        self, texts: Sequence[str], search: Search, *, inline: bool, is_for_known: bool = False
    ) -> list[list[Span]]:
        characters = sum(map(len, texts)) + len(texts)
        seconds = seconds_for(characters)

        def work() -> list[list[Span]]:
            passages = Passages(texts, is_for_known=is_for_known)
            return passages.apart(search(passages, Deadline(seconds)))

        try:
            if inline and characters <= INLINE_CHARACTERS:
                return work()
            return await asyncio.wait_for(asyncio.get_running_loop().run_in_executor(None, work), seconds)
        except Exception:  # noqa: BLE001 - whatever failed, nothing was looked for reliably
            raise Refusal(Code.DETECTOR_UNAVAILABLE) from None

    def _patterns(self, passages: Passages, judgement: Judgement, deadline: Deadline) -> Iterator[Span]:
        for find in self._linear.scan(passages.text, Work(deadline), judgement.worth):
            span = judgement.span(find)
            if span:
                yield span
        yield from passages.told()

    def _known(self, passages: Passages, known: Sequence[Known], deadline: Deadline) -> Iterator[Span]:
        values = KnownValues(known)
        found: Iterator[tuple[int, int, Label]] = values.find(passages.text)
        if passages.reading.has_escapes:
            # As it is written too: the log-in name ACME\nina only looks as if it held an escape.
            read = passages.reading.read
            found = chain(found, ((*read(start, end), label) for start, end, label in values.find(passages.written)))
        if passages.for_known:
            first = passages.for_known_start
            disguised = values.find(passages.for_known)
            found = chain(found, ((first + start, first + end, label) for start, end, label in disguised))
        for count, (start, end, label) in enumerate(found):
            if count % EVERY == 0:
                deadline.check()
            yield Span(start, end, label, 1.0, KNOWN_RULE)

    def _plugged(self, recognizer: EntityRecognizer, text: str, language: str) -> Iterator[Span]:
        artifacts = self.analyzer.nlp_engine.process_text(text, language)
        for result in recognizer.analyze(text, recognizer.supported_entities, artifacts) or ():
            label = LABEL_OF.get(result.entity_type)
            if label and result.start < result.end:
                yield Span(result.start, result.end, label, min(1.0, result.score), result.entity_type)
