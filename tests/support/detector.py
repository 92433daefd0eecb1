"""A detector that finds planted values exactly, and an anonymizer without a library: the ports' plainest form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gateway.core.entities import Action, Label
from gateway.core.source import Known
from gateway.core.spans import Span


class PlantedDetector:
    """Finds each planted value wherever it stands, and known values without regard to case.

    `confirmed` is what `confirm` finds by itself; by default nothing.
    """

    def __init__(
        self,
        planted: Mapping[str, Label] | None = None,
        confirmed: Mapping[str, Label] | None = None,
        score: float = 1.0,
    ) -> None:
        """Take the values, longest first, so that overlapping ones are found too."""
        self._planted = dict(planted or {})
        self._confirmed = dict(confirmed or {})
        self._score = score
        self.looked = 0
        self.confirmations = 0

    async def find(
        self, texts: Sequence[str], known: Sequence[Known], language: str, whose: str = ""
    ) -> list[list[Span]]:
        """Planted and known values."""
        self.looked += 1
        names = {each.value: each.label or Label.PERSON for each in known}
        return [
            [
                *_places(text, {**self._planted, **self._confirmed}, self._score),
                *_places(text.lower(), {value.lower(): label for value, label in names.items()}, 1.0),
            ]
            for text in texts
        ]

    async def confirm(self, texts: Sequence[str], whose: str = "") -> list[list[Span]]:
        """What a pattern would find."""
        self.confirmations += 1
        return [_places(text, self._confirmed, self._score) for text in texts]


class PlainAnonymizer:
    """Tokens, masks and nothing clever."""

    def replacement(self, value: str, label: Label, action: Action, token: str | None) -> str:
        """As the port says; a generalised value is its label."""
        if action is Action.PSEUDONYMISE:
            assert token is not None
            return token
        if action is Action.KEEP:
            return value
        return "" if action is Action.DROP else f"[{label}]"


def _places(text: str, values: Mapping[str, Label], score: float) -> list[Span]:
    found = []
    for value, label in values.items():
        at = text.find(value) if value else -1
        while at >= 0:
            found.append(Span(at, at + len(value), label, score))
            at = text.find(value, at + 1)
    return found
