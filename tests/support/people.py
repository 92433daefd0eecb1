"""People who do not exist, and the records about them that flows send."""

from __future__ import annotations

import re

from gateway.sdk import Sealer
from tests.support.upstream import Received
from tests.support.upstream_answers import Says

ADDRESSEE = ("Jonquil Ashdown", "jonquil.ashdown@example.org")
SENDER = ("Merrick Tolland", "merrick.tolland@example.com")
THIRD = ("Ottoline Vasarely", "ottoline.v@example.net")
PHONE = "+44 20 7946 0958"
CARD = "4111 1111 1111 1111"
PLANTED = (*ADDRESSEE, *SENDER, *THIRD, PHONE, CARD)
"""Every value that no provider may see."""

LEAD = (
    f"Lead {ADDRESSEE[0]} ({ADDRESSEE[1]}, {PHONE}) asked {SENDER[0]} <{SENDER[1]}> for a renewal quote. "
    f"{THIRD[0]} ({THIRD[1]}) referred her. Card on file: {CARD}."
)
_TOKEN = re.compile(r"\[[A-Z_]+_[0-9]+(?:_[A-Z]+)?\]")


def sealed_lead(seal_key: str, *, tenant: str = "acme", user: str = "u-17") -> str:
    """The lead's record, sealed to a tenant and user, each person in their role."""
    known = [
        (value, subject, label)
        for subject, person in (("c-1", ADDRESSEE), ("c-2", SENDER), ("c-3", THIRD))
        for value, label in zip(person, ("PERSON", "EMAIL_ADDRESS"), strict=True)
    ]
    return Sealer({tenant: seal_key}).seal(
        LEAD,
        tenant=tenant,
        record="lead-1",
        kind="lead",
        user=user,
        subjects={"c-1": "addressee", "c-2": "sender", "c-3": "third"},
        known=known,
    )


def tokens_in(received: Received) -> list[str]:
    """The tokens that an upstream sees in its prompt, each once, without those of the gateway's own note."""
    text = "\n".join(line for line in _texts(received.json) if "stand for real values" not in line)
    return list(dict.fromkeys(_TOKEN.findall(text)))


def repeats_tokens(received: Received) -> Says:
    """An answer that says every token of the prompt."""
    return Says("Noted: " + " and ".join(tokens_in(received)) + ".")


def scores(received: Received) -> Says:
    """An answer as lead scoring wants it."""
    del received
    return Says('{"score": 55, "reasons": ["asked for a quote"]}')


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for inner in value.values() for text in _texts(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in _texts(inner)]
    return []
