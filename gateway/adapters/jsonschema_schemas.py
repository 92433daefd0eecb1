"""Answer schemas by the `jsonschema` library: each purpose's compiled once, when the rules are loaded; a caller's within bounds.

A caller's schema is judged by the keywords alone that ask for a string's form, or lead to strings. Its patterns are short and
run under a time limit, and every keyword counts: neither a pattern nor references to references hold the loop. No pattern of a
caller's and no string of an answer is left in a library's cache of expressions: `format: regex`, which would put them there, is
not judged.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Protocol, TypeAlias, cast

import regex
from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from jsonschema.exceptions import UnknownType
from jsonschema.validators import create
from referencing.exceptions import Unresolvable

from gateway.core.errors import Refusal
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.policy import Rulebook
from gateway.core.strict_json import ANSWER, parse, parse_value

MAX_KEYWORDS = 20_000
MAX_SECONDS = 0.05
"""Of one judgement: the loop waits for it."""
MAX_PATTERN_CHARACTERS = 1_000
"""Making an expression has no time limit of its own, and takes some 10 ms for so many characters."""
_NO_SCHEMA = (UnknownType, TypeError, AttributeError, ValueError, OverflowError)
"""What the library raises for a schema that is none: a length that is a word, a type that there is not."""
_FORMATS = FormatChecker(())
_FORMATS.checkers = {
    name: check for name, check in Draft202012Validator.FORMAT_CHECKER.checkers.items() if name != "regex"
}
_KEYWORDS = (
    *("$ref", "properties", "items", "prefixItems", "anyOf", "oneOf", "allOf"),
    *("type", "enum", "const", "minLength", "maxLength", "format"),
)
"""Those that lead to strings, those that tell branches apart, and those of a string's form."""


class JsonschemaSchemas:
    """Implements `AnswerSchemas` for the rulebook in force."""

    def __init__(self, rules: Callable[[], Rulebook]) -> None:
        """`rules` gives the rulebook in force; a reload brings its own schemas."""
        self._rules = rules
        self._validator = lru_cache(maxsize=64)(self._compiled)

    def fits(self, purpose: str, text: str) -> bool:
        """True when `text` is one JSON object, parsed as strictly as a request, that satisfies the purpose's schema."""
        policy = self._rules().purposes[purpose]
        try:
            document = parse(text.encode("utf-8"))
        except (Refusal, UnicodeEncodeError):
            return False
        return bool(self._validator(policy.name, policy.version).is_valid(document))

    def has_form(self, schema: JsonValue, text: str) -> bool:
        """See the port."""
        try:
            document = parse_value(text.encode("utf-8"), ANSWER)
        except (Refusal, UnicodeEncodeError):
            return True
        try:
            return bool(_bounded()(cast("JsonObject", schema), format_checker=_FORMATS).is_valid(document))
        except (_TooLongError, RecursionError, TimeoutError, Unresolvable, *_NO_SCHEMA):
            return False

    def _compiled(self, purpose: str, version: str) -> Draft202012Validator:
        del version  # part of the cache's key: another version, another schema
        return Draft202012Validator(self._rules().purposes[purpose].answer_schema or {})


class _TooLongError(Exception):
    """A judgement that looks at more keywords, or takes longer, than it may."""


class _Descending(Protocol):
    """What a keyword uses of the library's validators."""

    def descend(self, instance: object, schema: object) -> Iterator[ValidationError]:
        """The errors of a part of the instance by a part of the schema."""
        ...


Keyword: TypeAlias = Callable[[_Descending, object, object, object], Iterable[ValidationError] | None]


def _bounded() -> type[Draft202012Validator]:
    """A validator class for one judgement."""
    left, ends = MAX_KEYWORDS, time.monotonic() + MAX_SECONDS

    def counted(keyword: Keyword) -> Keyword:
        def judge(validator: _Descending, value: object, instance: object, schema: object) -> Iterator[ValidationError]:
            nonlocal left
            left -= 1
            if left < 0 or time.monotonic() > ends:
                raise _TooLongError
            yield from keyword(validator, value, instance, schema) or ()

        return judge

    known = cast("Mapping[str, Keyword]", Draft202012Validator.VALIDATORS)
    keywords = {name: counted(known[name]) for name in _KEYWORDS}
    keywords |= {"pattern": counted(_Patterns().judge), "additionalProperties": counted(_additional)}
    return cast("type[Draft202012Validator]", create(meta_schema={}, validators=cast("Any", keywords)))


class _Patterns:
    """The patterns of one judgement, each made once and kept no longer than it."""

    def __init__(self) -> None:
        self._made: dict[str, regex.Pattern[str] | None] = {}

    def judge(
        self, validator: _Descending, pattern: object, instance: object, schema: object
    ) -> Iterator[ValidationError]:
        """As the library's, in bounded time. What is no expression here may be one at the provider, and is not judged."""
        del validator, schema
        if not isinstance(instance, str) or not isinstance(pattern, str):
            return
        if pattern not in self._made:
            self._made[pattern] = _made(pattern)
        made = self._made[pattern]
        if made is not None and made.search(instance, timeout=MAX_SECONDS) is None:
            yield ValidationError("pattern")


def _made(pattern: str) -> regex.Pattern[str] | None:
    if len(pattern) > MAX_PATTERN_CHARACTERS:
        raise _TooLongError
    try:
        return regex.compile(pattern, cache_pattern=False)
    except regex.error:
        return None


def _additional(validator: _Descending, inner: object, instance: object, schema: object) -> Iterator[ValidationError]:
    """The values under names that `properties` does not list; not judged beside patterns of names."""
    if isinstance(inner, dict) and isinstance(instance, dict) and isinstance(schema, dict):
        listed = schema.get("properties", {})
        for name in () if "patternProperties" in schema else instance.keys() - listed.keys():
            yield from validator.descend(instance[name], inner)
