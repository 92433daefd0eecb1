"""The sample calls of `isogate try`, one per purpose: what a CRM would send, and which values no provider may see.

Names in free text need the CRM's knowledge or a model; so whoever matters stands in a sealed record, as a CRM's
data layer wraps it.
People, numbers and companies are invented (`example.com`, Ofcom's and card schemes' numbers for fiction and tests).
"""

from __future__ import annotations

from dataclasses import dataclass

from gateway.cli.rehearsal import TENANT, USER
from gateway.core.entities import Label
from gateway.core.jsontypes import JsonObject
from gateway.core.wire import Wire
from gateway.core.wires.anthropic_messages import ANTHROPIC_MESSAGES
from gateway.core.wires.openai_chat import OPENAI_CHAT
from gateway.sdk import Sealer

MODEL = "sandbox/sales"

JANE, MAIL, PHONE = "Jane Doe", "jane.doe@example.com", "+44 20 7946 0958"
TOM, TOM_MAIL = "Tom Keller", "t.keller@example.net"
SAM = "Sam Okafor"
COMPANY, BORN = "Northwind Cycles", "3 April 1981"
CARD, IBAN = "4111 1111 1111 1111", "DE89 3704 0044 0532 0130 00"
_LABELS = {JANE: Label.PERSON, TOM: Label.PERSON, SAM: Label.PERSON, COMPANY: Label.ORGANIZATION}
_SUBJECTS = {"c-17": "addressee", "u-1": "sender", "c-40": "third"}
_OWNERS = {JANE: "c-17", MAIL: "c-17", PHONE: "c-17", SAM: "u-1", TOM: "c-40", TOM_MAIL: "c-40"}


@dataclass(frozen=True, slots=True)
class Sealed:
    """A record of the CRM, before it is sealed."""

    kind: str
    text: str
    known: tuple[str, ...]

    def by(self, sealer: Sealer) -> str:
        """The block, as the CRM's data layer makes it."""
        owners = {_OWNERS[value] for value in self.known if value in _OWNERS}
        return sealer.seal(
            self.text,
            tenant=TENANT,
            record=f"{self.kind}-1",
            kind=self.kind,
            user=USER,
            subjects={subject: role for subject, role in _SUBJECTS.items() if subject in owners},
            known=[(value, _OWNERS.get(value), _LABELS.get(value)) for value in self.known],
        )


@dataclass(frozen=True, slots=True)
class SampleCall:
    """One call: the user's message is made of parts, plain or sealed."""

    purpose: str
    promise: str
    """The clause it keeps, and what to look for."""
    wire: Wire
    parts: tuple[str | Sealed, ...]
    planted: tuple[str, ...]

    def shown(self) -> str:
        """What the CRM sends, for people: sealed records by their text."""
        return "\n".join(
            f"⟨sealed {part.kind}⟩ {part.text}" if isinstance(part, Sealed) else part for part in self.parts
        )

    def body(self, sealer: Sealer) -> JsonObject:
        """The request's body."""
        content = "\n".join(part.by(sealer) if isinstance(part, Sealed) else part for part in self.parts)
        body: JsonObject = {"model": MODEL, "messages": [{"role": "user", "content": content}]}
        return {**body, "max_tokens": 400} if self.wire is ANTHROPIC_MESSAGES else body


CALLS: tuple[SampleCall, ...] = (
    SampleCall(
        "twin",
        "C4.1: a draft in your style; only addressee and sender come back",
        OPENAI_CHAT,
        (
            "Draft a mail to this lead in my style.",
            Sealed("sample", f"Hi {TOM}, good to see you! Cheers, {SAM}", (TOM, SAM)),
            Sealed("lead", f"{JANE} <{MAIL}>, brought by {TOM} <{TOM_MAIL}>", (JANE, MAIL, TOM, TOM_MAIL)),
        ),
        (JANE, MAIL, TOM, TOM_MAIL, SAM),
    ),
    SampleCall(
        "deal_coach",
        "C4.2: advice for your eyes; card numbers are never sent and never come back",
        ANTHROPIC_MESSAGES,
        (
            f"Coach me: she fell silent. Accounting wants {IBAN} billed, not card {CARD}.",
            Sealed("deal", f"{JANE}, {PHONE}. {TOM} objects to the price.", (JANE, PHONE, TOM)),
        ),
        (JANE, PHONE, TOM, IBAN, CARD),
    ),
    SampleCall(
        "lead_scoring",
        "C4.3: what a lead did counts, not who it is; nothing comes back",
        OPENAI_CHAT,
        (
            "Score this lead from 0 to 100.",
            Sealed(
                "lead",
                f"{JANE} of {COMPANY}, born {BORN}, {PHONE}: read 4 mails, asked for prices twice.",
                (JANE, COMPANY, PHONE),
            ),
        ),
        (JANE, COMPANY, BORN, PHONE),
    ),
    SampleCall(
        "content",
        "C4.4: a draft that you send yourself; what you gave comes back",
        ANTHROPIC_MESSAGES,
        (f"Write a thank-you mail to {MAIL}; offer to call {PHONE}.",),
        (MAIL, PHONE),
    ),
)
