"""The Detector port on Presidio.

`PresidioDetector.analyzer` is a plain `AnalyzerEngine`: its registry holds the one linear recognizer, and its NLP engine is
Presidio's no-op one, so nothing is downloaded. A call does not go through `AnalyzerEngine.analyze`: that resolves recognizers,
copies results and looks for lemmas on each call, 200 to 350 µs for a message of 20 words of which the linear scan is 60. The
linear recognizer is asked directly; recognizers and engines that are not ours run behind an `AnalyzerEngine` of their own, in
processes that can be killed (plugins/).

One call's texts are scanned as one. Above `INLINE_CHARACTERS`, and always with a model of names, work runs beside the event
loop, on one core that tenants have in turns (turns.py).
Any failure, and work beyond the deadline (deadline.py), refuses the call: there is no partial result.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain
from typing import TypeVar

from gateway.adapters.presidio_detector.checked import checked
from gateway.adapters.presidio_detector.columns import columns
from gateway.adapters.presidio_detector.deadline import EVERY, Deadline, seconds_for
from gateway.adapters.presidio_detector.identifiers import identifiers
from gateway.adapters.presidio_detector.initials import initials
from gateway.adapters.presidio_detector.judgement import ContextJudgement, Judgement
from gateway.adapters.presidio_detector.known.known_values import KnownValues
from gateway.adapters.presidio_detector.labelled import labelled
from gateway.adapters.presidio_detector.labels import LABEL_OF
from gateway.adapters.presidio_detector.logins import logins
from gateway.adapters.presidio_detector.mailboxes import display_names
from gateway.adapters.presidio_detector.names import NameModel, named
from gateway.adapters.presidio_detector.nicknames import nicknames
from gateway.adapters.presidio_detector.passages import Passages, views
from gateway.adapters.presidio_detector.phone import phones
from gateway.adapters.presidio_detector.places import places
from gateway.adapters.presidio_detector.plugins.pool import Pool
from gateway.adapters.presidio_detector.presidio import AnalyzerEngine, NoOpNlpEngine, RecognizerRegistry
from gateway.adapters.presidio_detector.profiles import profiles
from gateway.adapters.presidio_detector.reading.views import TooMuchError
from gateway.adapters.presidio_detector.recognizer import LinearRecognizer, Work
from gateway.adapters.presidio_detector.secrets import secrets
from gateway.adapters.presidio_detector.traits.ages import ages
from gateway.adapters.presidio_detector.traits.health import health
from gateway.adapters.presidio_detector.translation import predefined
from gateway.adapters.presidio_detector.turns import Turns
from gateway.core.entities import Label
from gateway.core.errors import Code, Refusal
from gateway.core.source import Known
from gateway.core.spans import Span

INLINE_CHARACTERS = 65_536
KNOWN_RULE = "KNOWN"

_Result = TypeVar("_Result")


class PresidioDetector:
    """Finds personal data with Presidio's patterns, our own, known values, and what was chosen to find names."""

    def __init__(self, names: NameModel | None = None, plugged: Pool | None = None) -> None:
        """Compile everything once. `opening.py` makes both arguments from the configuration."""
        # Presidio's validators log the value that they could not read; its log says nothing else of use.
        logging.getLogger("presidio-analyzer").setLevel(logging.CRITICAL + 1)
        rules = [
            *predefined(LABEL_OF.__contains__, as_presidio=False),
            *identifiers(),
            *checked(),
            *labelled(),
            *columns(),
            *initials(),
            *display_names(),
            *nicknames(),
            *health(),
            *ages(),
            *secrets(),
            *logins(),
            *profiles(),
            *places(),
            *phones(),
        ]
        self._linear = LinearRecognizer(rules, kept_as="rules")
        views()  # made now, and not within the first call's time
        self._names = names
        self._plugged = plugged
        self._turns = Turns()

    @cached_property
    def analyzer(self) -> AnalyzerEngine:
        """Presidio's engine, made when it is asked for: no call is."""
        return AnalyzerEngine(
            registry=RecognizerRegistry([self._linear]),
            nlp_engine=NoOpNlpEngine([{"lang_code": "en", "model_name": "none"}]),
        )

    async def find(
        self, texts: Sequence[str], known: Sequence[Known], language: str, whose: str = ""
    ) -> list[list[Span]]:
        """See the port. What is plugged in takes part in its own languages."""
        size, plugged_in = _size(texts), self._plugged
        if plugged_in is None:
            return await self._in_time(
                size, whose, lambda deadline: self._found(_read(texts, known, deadline), known, (), deadline)
            )
        passages = await self._in_time(size, whose, lambda deadline: _read(texts, known, deadline))
        plugged = await plugged_in.find(passages.running, language)
        return await self._in_time(size, whose, lambda deadline: self._found(passages, known, plugged, deadline))

    async def confirm(self, texts: Sequence[str], whose: str = "") -> list[list[Span]]:
        """See the port."""

        def work(deadline: Deadline) -> list[list[Span]]:
            passages = Passages(texts, deadline.check)
            return passages.apart(self._patterns(passages, Judgement(passages.text), deadline))

        return await self._in_time(_size(texts), whose, work, is_model_asked=False)

    async def _in_time(
        self, size: int, whose: str, work: Callable[[Deadline], _Result], *, is_model_asked: bool = True
    ) -> _Result:
        names = self._names if is_model_asked else None
        seconds = seconds_for(size, names.seconds_per_word if names else 0.0)
        try:
            if names is None and size <= INLINE_CHARACTERS:
                return work(Deadline(seconds))
            return await self._turns.take(whose, work, seconds)
        except Refusal:
            raise
        except TooMuchError:
            raise Refusal(Code.UNINSPECTABLE) from None
        except Exception:  # noqa: BLE001 - whatever failed, nothing was looked for reliably
            raise Refusal(Code.DETECTOR_UNAVAILABLE) from None

    def _found(
        self, passages: Passages, known: Sequence[Known], plugged: Sequence[Span], deadline: Deadline
    ) -> list[list[Span]]:
        judgement = ContextJudgement(passages.text, passages.context_floor)
        searches: list[Iterable[Span]] = [self._patterns(passages, judgement, deadline), plugged]
        if known:
            searches.insert(0, self._known(passages, known, deadline))
        if self._names:
            searches.append(named(self._names, passages.running, deadline))
        return passages.apart(chain.from_iterable(searches))

    def _patterns(self, passages: Passages, judgement: Judgement, deadline: Deadline) -> Iterator[Span]:
        for start, end, rule, score in self._linear.scan(passages.text, Work(deadline), judgement):
            if rule.label:
                yield Span(start, end, rule.label, score, rule.entity)
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


def _size(texts: Sequence[str]) -> int:
    return sum(map(len, texts)) + len(texts)


def _read(texts: Sequence[str], known: Sequence[Known], deadline: Deadline) -> Passages:
    return Passages(texts, deadline.check, is_for_known=bool(known))
