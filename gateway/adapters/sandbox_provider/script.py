"""What the sandbox says: it depends on the request alone.

`echo` repeats the last user text that it received, which shows what a provider would have seen. `sales`
answers like a small model that follows instructions: an e-mail, a coach's advice, or a score in JSON, with
the tokens that it finds in the user's texts. Both call a declared tool whose name the last user text holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from gateway.adapters.sandbox_provider.request import Read, mapping
from gateway.core.jsontypes import JsonObject
from gateway.core.strict_json import dump_text

LABEL = "Sandbox answer: "
"""Begins every text, so that nobody takes it for a model's."""
_LABEL_FOR: Mapping[str, str] = MappingProxyType(
    {
        "mail": "EMAIL_ADDRESS",
        "phone": "PHONE_NUMBER",
        "name": "PERSON",
        "company": "ORGANIZATION",
        "to": "EMAIL_ADDRESS",
    }
)
"""Part of a tool argument's name → label of the token that suits it."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One answer: text, or a call of `tool`."""

    text: str = ""
    tool: str | None = None
    arguments: JsonObject | None = None


def turn(read: Read) -> Turn:
    """The answer to `read`."""
    if not read.tool_answered:
        for name, schema in read.tools.items():
            if name in read.last:
                return Turn(tool=name, arguments=_arguments(schema, read.tokens))
    return Turn(LABEL + read.last if read.model == "echo" else _sales(read))


def _sales(read: Read) -> str:
    asked = f"{read.instructions} {' '.join(read.texts)}".lower()
    if "score" in asked:
        reasons = ["answered within a day", "asked for prices"]
        return dump_text({"score": 72, "reasons": [LABEL + reason for reason in reasons]})
    person = next((each for each in read.tokens if each.startswith("[PERSON_")), "there")
    others = [each for each in read.tokens if each != person]
    noted = f" I noted {', '.join(others)}." if others else ""
    if "coach" in asked or "advice" in asked:
        return f"{LABEL}Call {person} before Friday and agree on a next step.{noted} Ask what could stop it."
    return (
        f"{LABEL}Hello {person},\n\nthank you for your time today.{noted} "
        f"Shall we speak again on Thursday? I look forward to your questions, {person}.\n\nKind regards"
    )


def _arguments(schema: JsonObject, tokens: tuple[str, ...]) -> JsonObject:
    """A value for each declared argument: a token that suits its name, else the first token, else a word."""
    made: JsonObject = {}
    for name, rule in mapping(schema.get("properties")).items():
        kind = mapping(rule).get("type")
        if kind in {"integer", "number"}:
            made[name] = 1
        elif kind == "boolean":
            made[name] = True
        elif kind == "string":
            label = next((label for part, label in _LABEL_FOR.items() if part in name.lower()), "")
            suiting = [each for each in tokens if each.startswith(f"[{label}_")]
            made[name] = (*suiting, *tokens, "sandbox")[0]
    return made
