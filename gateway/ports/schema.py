"""Checking an answer's text against the JSON Schema of its purpose."""

from __future__ import annotations

from typing import Protocol


class AnswerSchemas(Protocol):
    """The purposes' answer schemas, compiled at load."""

    def fits(self, purpose: str, text: str) -> bool:
        """True when `text` is one JSON document that satisfies the purpose's schema; False for anything else."""
        ...
