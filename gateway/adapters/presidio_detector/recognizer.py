"""One recognizer that runs every rule in one linear pass: what Presidio's AnalyzerEngine sees, and what the detector asks.

Work is bounded: hits are linear in the text (engine.py), a refinement sees a hit's few characters, and validations, which may
cost microseconds each, have a budget per scan; once it is spent, candidates count as valid.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from gateway.adapters.presidio_detector.deadline import EVERY, Deadline
from gateway.adapters.presidio_detector.engine import Engine, Hit, Reach
from gateway.adapters.presidio_detector.judgement import Everything, Judgement, needs_context
from gateway.adapters.presidio_detector.octets import octets
from gateway.adapters.presidio_detector.presidio import LocalRecognizer, NlpArtifacts, RecognizerResult
from gateway.adapters.presidio_detector.rule import Rule, Validate
from gateway.adapters.presidio_detector.tables import Tables, of_people
from gateway.core.entities import Label

VALIDATIONS = 4_000
"""Validations per scan: at 1 to 5 µs each, some 20 ms at worst."""

MAX_ENDS = 8
"""Ends tried per start and rule, the longest ones: an IBAN followed by short words has up to seven."""

Find = tuple[int, int, Rule, float]
"""(start, end, rule, score): `text[start:end]` fits the rule."""


@dataclass(slots=True)
class Work:
    """What one scan did and may still do; tests compare growth by it."""

    deadline: Deadline | None = None
    validations_left: int = VALIDATIONS
    hits: int = 0
    candidates: int = 0
    last_ends: dict[Rule, int] = field(default_factory=dict)


class LinearRecognizer(LocalRecognizer):
    """Presidio's pattern recognizers, and our own rules, as one `LocalRecognizer`."""

    def __init__(self, rules: Sequence[Rule], supported_language: str = "en", kept_as: str = "") -> None:
        """Compile the rules, or read what is `kept_as` this (compiled.py)."""
        self._engine = Engine(rules, needs_context, kept_as)
        super().__init__(
            supported_entities=sorted({rule.entity for rule in rules}),
            supported_language=supported_language,
            name="LinearRecognizer",
        )

    def load(self) -> None:
        """Nothing to load: the rules were compiled by the constructor."""

    def scan(self, text: str, work: Work, judgement: Judgement) -> Iterator[Find]:
        """Every find in `text` that `judgement` gives a score, by start of its hit.

        A lone surrogate raises `UnicodeEncodeError`, and work beyond its deadline `TimeoutError`.
        """
        found, words = self._engine.scan(octets(text), judgement.reach)
        hits = _as_said(text, found, self._engine.said)
        if not hits:
            return
        rules = self._engine.rules
        judgement.see(words, self._engine.words.names)
        work.hits += len(hits)
        tables = Tables(text)
        begun, asked, tries, done = -1, -1, 0, frozenset[Rule]()
        for count, (start, slot, minus_end) in enumerate(hits):
            if not count % EVERY and work.deadline:
                work.deadline.check()
            # A shorter end is for the rules that no longer one fitted.
            if start == begun and slot == asked:
                tries += 1
                if tries >= MAX_ENDS:
                    continue
            else:
                begun, asked, tries, done = start, slot, 0, frozenset()
            for rule in rules[slot]:
                if rule not in done and (finds := _finds(rule, tables, text, start, -minus_end, work, judgement)):
                    done |= {rule}
                    yield from finds

    def analyze(
        self, text: str, entities: Sequence[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        """Presidio's interface: results with Presidio's scores; no context words."""
        del nlp_artifacts
        wanted = set(entities) if entities else set(self.supported_entities)
        return [
            RecognizerResult(rule.entity, start, end, score)
            for start, end, rule, score in self.scan(text, Work(), Everything(text))
            if rule.entity in wanted
        ]


def _as_said(text: str, hits: Sequence[Hit], said: Mapping[int, str]) -> Sequence[Hit]:
    """The hits without those of a word of another script that is another word."""
    if text.isascii():
        return hits
    return [
        (start, slot, minus_end)
        for start, slot, minus_end in hits
        if slot not in said or text[start:-minus_end].lower() == said[slot]
    ]


def _finds(
    rule: Rule, tables: Tables, text: str, start: int, end: int, work: Work, judgement: Judgement
) -> Sequence[Find]:
    """The find of a hit, if it fits the rule and has a score; of a word that heads a table's column, its cells."""
    if rule.column:
        return _cells(rule, tables, text, start, end, is_alone=judgement.reach is Reach.ALONE)
    if not judgement.worth(rule, start, end) or (rule.extends and start < work.last_ends.get(rule, 0)):
        return ()
    work.candidates += 1
    if rule.refine:
        refined = rule.refine(text, start, end)
        if refined is None:
            return ()
        start, end = refined
    verdict = _verdict(rule.validate, text[start:end], work) if rule.validate else None
    if verdict is False:
        return ()
    if rule.extends:
        work.last_ends[rule] = end
    score = judgement.score(rule, start, end, checked=verdict is True)
    return ((start, end, rule, score),) if score else ()


def _cells(rule: Rule, tables: Tables, text: str, start: int, end: int, *, is_alone: bool) -> Sequence[Find]:
    """The cells that fit, or the value of a key. "Name" heads a column of people's names in a table of people only."""
    header, cells = tables.below(start, end)
    if not cells and not is_alone:
        header, cells = tables.value(start, end)
    if not cells or (rule.label is Label.PERSON and not of_people(header)):
        return ()
    fits = rule.validate
    return [(first, last, rule, rule.score) for first, last in cells if not fits or fits(text[first:last]) is not False]


def _verdict(validate: Validate, value: str, work: Work) -> bool | None:
    if work.validations_left <= 0:
        return True
    work.validations_left -= 1
    try:
        return validate(value)
    except Exception:  # noqa: BLE001 - a check that fails cannot tell, so the candidate stands
        return None
