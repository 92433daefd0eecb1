"""Checking an answer's text against a JSON Schema: its purpose's, or the one that the caller asked for."""

from __future__ import annotations

from typing import Protocol

from gateway.core.jsontypes import JsonValue


class AnswerSchemas(Protocol):
    """The purposes' answer schemas, compiled at load."""

    def fits(self, purpose: str, text: str) -> bool:
        """True when `text` is one JSON document that satisfies the purpose's schema; False for anything else."""
        ...

    def has_form(self, schema: JsonValue, text: str) -> bool:
        """True when the strings of `text` have the lengths, patterns and formats that a caller's `schema` asks for.

        Nothing else is judged; what is no JSON document has no strings. False for a schema that takes too long to judge by.
        """
        ...
