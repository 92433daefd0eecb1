"""What an answer says of how it was made (C4.6): stored after all, a tool of the provider's run, another model asked.

No field of a call stands for these alone; but where a provider tells, it tells in the answer. A rule names such fields by their
place in a whole answer, with what they may say. What is absent or null says nothing. In a stream the same field stands in the
event itself, or in its `message`, `response` or `delta`, and in a choice's `delta` in place of its `message`. An event that a
stream's frame makes known to say what the one before it said is not looked at again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.strict_json import dump_text

MODEL: Final = "{model}"
"""Stands for the model that was asked for, under its own name or that of one of its versions (`is_model`)."""
FORCED: Final = "{forced}"
"""Stands for what the call forces in a field of that name; for anything where it forces nothing there."""
_ANY: Final = "*"
_MODEL_TEXT: Final = dump_text(MODEL)
_FORCED_TEXT: Final = dump_text(FORCED)
_AROUND: Final = ("message", "response", "delta")
_ALIAS = re.compile(r"-(?:latest|0)$")
_YEAR, _MONTH, _DAY = "20[0-9]{2}", "(?:0[1-9]|1[0-2])", "(?:0[1-9]|[12][0-9]|3[01])"
_VERSION = re.compile(
    "[-@](?:latest|0[0-9]{2}"  # Google counts: -001
    f"|{_YEAR}-?{_MONTH}(?:-?{_DAY})?|2[0-9]{_MONTH}(?:{_DAY})?|{_MONTH}-?{_DAY}|{_MONTH}-{_YEAR})"
)
"""What stands behind a model's name for one of its versions. Other numbers are sizes, and of other models."""
_OF_GOOGLE: Final = "models/"
"""Stands before a name in some of Google's answers."""
_TUNED: Final = "ft:"


@dataclass(slots=True)
class _Place:
    """A place in an answer: what its value may be, as JSON, where it is judged; and the places in it."""

    allowed: frozenset[str] | None = None
    path: str = ""
    inner: dict[str, _Place] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AnswerFields:
    """The fields of one rule."""

    said: Mapping[str, Sequence[object]]
    """Path (`usage.searches`, `choices[].message.tools`, `usage.tools.*`) → the values that it may have."""
    _root: _Place = field(default_factory=_Place, init=False, repr=False, compare=False)
    names: frozenset[str] = field(default=frozenset(), init=False, repr=False, compare=False)
    """The fields at the top of an answer that are judged, or hold some that are."""

    def __post_init__(self) -> None:
        """Lay out where they stand."""
        names = frozenset(path.partition(".")[0].removesuffix("[]") for path in self.said)
        object.__setattr__(self, "names", names)
        for path, values in self.said.items():
            allowed = frozenset(map(dump_text, values))
            for steps in _streamed(path):
                place = self._root
                for step in steps:
                    place = place.inner.setdefault(step, _Place())
                place.allowed, place.path = allowed, path

    def wrong(self, answer: JsonObject, model: str, forced: Mapping[str, object]) -> str | None:
        """The path of a field of `answer`, or of one event of it, that says what it may not; None if there is none."""
        return _wrong(answer, self._root, model, forced)


def _streamed(path: str) -> Iterator[list[str]]:
    steps = [step.removesuffix("[]") for step in path.split(".")]
    yield steps
    for around in _AROUND:
        yield [around, *steps]
    if "message" in steps:
        yield ["delta" if step == "message" else step for step in steps]


def _wrong(value: JsonValue, place: _Place, model: str, forced: Mapping[str, object]) -> str | None:
    """The first path that is wrong in `value`, which is not null. One look for each name, most of which are not there."""
    if place.allowed is not None and not _is_allowed(value, place.allowed, place.path, model, forced):
        return place.path
    if isinstance(value, dict):
        inner = place.inner
        if _ANY in inner and (found := _first(value.values(), inner[_ANY], model, forced)) is not None:
            return found
        for name in sorted(inner.keys() & value.keys()):
            said = value[name]
            if said is not None and (found := _wrong(said, inner[name], model, forced)) is not None:
                return found
    elif isinstance(value, list) and place.inner:
        return _first(value, place, model, forced)
    return None


def _first(values: Iterable[JsonValue], place: _Place, model: str, forced: Mapping[str, object]) -> str | None:
    found = (_wrong(each, place, model, forced) for each in values if each is not None)
    return next((path for path in found if path is not None), None)


def _is_allowed(value: JsonValue, allowed: frozenset[str], path: str, model: str, forced: Mapping[str, object]) -> bool:
    if _MODEL_TEXT in allowed:
        return value == model or (isinstance(value, str) and is_model(value, model))
    if _FORCED_TEXT in allowed:
        name = path.rpartition(".")[2]
        return name not in forced or dump_text(value) == dump_text(forced[name])
    return dump_text(value) in allowed  # as text, because to Python False == 0 and 1 == 1.0


def is_model(said: str, asked: str) -> bool:
    """True if an answer that says `said` is from the model `asked`: its name, or one of its versions.

    A version has a date, a count or `-latest` behind the name. What begins alike and is another model (`m-4` and `m-4-5`, `m` and
    `m-mini` or `m-405`) is not one; nor is `-latest` for who asked for a date. A variant behind `:` may be left out. A model that
    was tuned (`ft:`) has its whole name only.
    """
    said, asked = said.lower().removeprefix(_OF_GOOGLE), asked.lower().removeprefix(_OF_GOOGLE)
    if said == asked or asked.startswith(_TUNED):
        return said == asked
    name, _, variant = asked.partition(":")
    answered, _, other = said.partition(":")
    if other not in {"", variant}:
        return False
    base = _ALIAS.sub("", name)
    return answered in {name, base} or (
        answered.startswith(base) and _VERSION.fullmatch(answered, len(base)) is not None
    )
