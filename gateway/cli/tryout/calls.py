"""The sample calls of `isogate try`, one per purpose: what a CRM would send, and which values no provider may see.

Names in free text need the CRM's knowledge or a model; so whoever matters stands in a sealed record, as a CRM's data layer wraps it.
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
SAM, SAM_MAIL = "Sam Okafor", "sam.okafor@example.org"
COMPANY, CARD, IBAN = "Northwind Cycles", "4111 1111 1111 1111", "DE89 3704 0044 0532 0130 00"
BORN, ADDRESS = "3 April 1981", "14 Harbour Lane"
_LABELS = {JANE: Label.PERSON, TOM: Label.PERSON, SAM: Label.PERSON, COMPANY: Label.ORGANIZATION, ADDRESS: Label.STREET_ADDRESS}
_SUBJECTS = {"c-17": "addressee", "u-1": "sender", "c-40": "third"}
_OWNERS = {JANE: "c-17", MAIL: "c-17", PHONE: "c-17", SAM: "u-1", SAM_MAIL: "u-1", TOM: "c-40", TOM_MAIL: "c-40"}


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
    clause: str
    wire: Wire
    parts: tuple[str | Sealed, ...]
    planted: tuple[str, ...]

    @property
    def is_sealed(self) -> bool:
        """True when a sealed record is among the parts."""
        return any(isinstance(part, Sealed) for part in self.parts)

    def shown(self) -> str:
        """What the CRM sends, for people: sealed records by their text."""
        return "\n".join(f"⟨sealed {part.kind}⟩ {part.text}" if isinstance(part, Sealed) else part for part in self.parts)

    def body(self, sealer: Sealer) -> JsonObject:
        """The request's body."""
        content = "\n".join(part.by(sealer) if isinstance(part, Sealed) else part for part in self.parts)
        body: JsonObject = {"model": MODEL, "messages": [{"role": "user", "content": content}]}
        return {**body, "max_tokens": 400} if self.wire is ANTHROPIC_MESSAGES else body


CALLS: tuple[SampleCall, ...] = (
    SampleCall(
        "twin",
        "C4.1",
        OPENAI_CHAT,
        (
            "Draft a mail to this lead in my style.",
            Sealed("sample", f"Hi {TOM}, great to see you at the fair! Cheers, {SAM}", (TOM, SAM)),
            Sealed("lead", f"{JANE}, {MAIL}. Referred by {TOM} ({TOM_MAIL}). Owner: {SAM}.", (JANE, MAIL, TOM, TOM_MAIL, SAM)),
        ),
        (JANE, MAIL, TOM, TOM_MAIL, SAM),
    ),
    SampleCall(
        "deal_coach",
        "C4.2",
        ANTHROPIC_MESSAGES,
        (f"Coach me: {MAIL} no longer answers. Her assistant on {PHONE} says to bill {IBAN}. They paid by card {CARD}.",),
        (MAIL, PHONE, IBAN, CARD),
    ),
    SampleCall(
        "lead_scoring",
        "C4.3",
        OPENAI_CHAT,
        (
            "Score this lead from 0 to 100.",
            Sealed(
                "lead",
                f"{JANE} of {COMPANY}, born {BORN}, {PHONE}. Opened 4 mails, asked for prices twice, demo on Tuesday.",
                (JANE, COMPANY, PHONE),
            ),
        ),
        (JANE, COMPANY, BORN, PHONE),
    ),
    SampleCall(
        "content",
        "C4.4",
        ANTHROPIC_MESSAGES,
        (
            f"Write a thank-you mail. Confirm her number {PHONE} and that we copy {SAM_MAIL}.",
            Sealed("lead", f"{JANE}, {MAIL}, {COMPANY}", (JANE, MAIL, COMPANY)),
        ),
        (JANE, MAIL, PHONE, SAM_MAIL, COMPANY),
    ),
)
