"""One recognizer that runs every rule in one linear pass: what Presidio's AnalyzerEngine sees, and what the detector asks.

Work is bounded: hits are linear in the text (engine.py), a refinement sees a hit's few characters, and validations, which may
cost microseconds each, have a budget per scan; once it is spent, candidates count as valid.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from presidio_analyzer import LocalRecognizer, RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts

from gateway.adapters.presidio_detector.deadline import EVERY, Deadline
from gateway.adapters.presidio_detector.engine import Engine
from gateway.adapters.presidio_detector.offsets import Offsets
from gateway.adapters.presidio_detector.rule import Rule

Worth = Callable[[Rule, int, int], bool]
"""Could a find of this rule, from here to there at most, matter?"""

VALIDATIONS = 4_000
"""Validations per scan: at 1 to 5 µs each, some 20 ms at worst."""


@dataclass(slots=True)
class Work:
    """What one scan did and may still do; tests compare growth by it."""

    deadline: Deadline | None = None
    validations_left: int = VALIDATIONS
    hits: int = 0
    candidates: int = 0
    last_ends: dict[Rule, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Find:
    """`text[start:end]` fits a rule; `checked` if its validation said yes."""

    rule: Rule
    start: int
    end: int
    checked: bool

    @property
    def score(self) -> float:
        """Presidio's score: the pattern's, or 1 for a validated find."""
        return 1.0 if self.checked else self.rule.score


class LinearRecognizer(LocalRecognizer):
    """Presidio's pattern recognizers, and our own rules, as one `LocalRecognizer`."""

    def __init__(self, rules: Sequence[Rule], supported_language: str = "en") -> None:
        """Compile the rules (about half a second)."""
        self._engine = Engine(rules)
        super().__init__(
            supported_entities=sorted({rule.entity for rule in rules}),
            supported_language=supported_language,
            name="LinearRecognizer",
        )

    def load(self) -> None:
        """Nothing to load: the rules were compiled by the constructor."""

    def scan(self, text: str, work: Work, worth: Worth | None = None) -> Iterator[Find]:
        """Every find in `text`, by start; without those whose rule and place `worth` turns down before any check.

        A lone surrogate raises `UnicodeEncodeError`, and work beyond its deadline `TimeoutError`.
        """
        data = text.encode()
        hits = self._engine.scan(data)
        if not hits:
            return
        work.hits += len(hits)
        ascii_only = len(data) == len(text)
        wanted = [] if ascii_only else [place for start, _, ends in hits for place in (start, *ends)]
        offsets = Offsets(data, wanted, ascii_only=ascii_only)
        for count, (start, slot, ends) in enumerate(hits):
            if work.deadline and count % EVERY == 0:
                work.deadline.check()
            first, lasts = offsets[start], [offsets[end] for end in reversed(ends)]
            for rule in self._engine.rules[slot]:
                if worth and not worth(rule, first, lasts[0]):
                    continue
                found = _settled(rule, text, first, lasts, work)
                if found:
                    yield found

    def analyze(
        self, text: str, entities: Sequence[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        """Presidio's interface: results with Presidio's scores; no context words."""
        del nlp_artifacts
        wanted = set(entities) if entities else set(self.supported_entities)
        return [
            RecognizerResult(find.rule.entity, find.start, find.end, find.score)
            for find in self.scan(text, Work())
            if find.rule.entity in wanted
        ]


def _settled(rule: Rule, text: str, first: int, lasts: Sequence[int], work: Work) -> Find | None:
    """The longest range from `first` to one of `lasts` that fits the rule, or None."""
    if rule.extends and first < work.last_ends.get(rule, 0):
        return None
    for last in lasts:
        work.candidates += 1
        start, end = first, last
        if rule.refine:
            refined = rule.refine(text, start, end)
            if refined is None:
                continue
            start, end = refined
        verdict = _verdict(rule, text[start:end], work)
        if verdict is False:
            continue
        if rule.extends:
            work.last_ends[rule] = end
        return Find(rule, start, end, checked=verdict is True)
    return None


def _verdict(rule: Rule, value: str, work: Work) -> bool | None:
    if rule.validate is None:
        return None
    if work.validations_left <= 0:
        return True
    work.validations_left -= 1
    try:
        return rule.validate(value)
    except Exception:  # noqa: BLE001 - a check that fails cannot tell, so the candidate stands
        return None
