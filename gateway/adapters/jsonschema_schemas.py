"""Answer schemas by the `jsonschema` library: each purpose's schema compiled once, when the rules are loaded."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from jsonschema import Draft202012Validator

from gateway.core.errors import Refusal
from gateway.core.policy import Rulebook
from gateway.core.strict_json import parse


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

    def _compiled(self, purpose: str, version: str) -> Draft202012Validator:
        del version  # part of the cache's key: another version, another schema
        return Draft202012Validator(self._rules().purposes[purpose].answer_schema or {})
