"""The calls that the bench sends: the same bytes in every run, made-up people only.

Each prompt holds identifiers that patterns can find, so that a gateway which hides them has work to do.
"""

import json
import random

SMALL = (
    "Write two friendly sentences to our contact jane.miller@example.com that thank her for the call and "
    "propose Tuesday for the next one."
)
MEDIUM_WORDS = 500
# The values that the guarded systems must not pass on; the bench checks it before it measures.
PLANTED_SMALL = ("jane.miller@example.com",)
PLANTED_MEDIUM = (
    "tom.becker@example.org",
    "+49 30 901820",
    "DE89370400440532013000",
    "192.0.2.44",
    "erin.hall@example.net",
)

_SENTENCES = (
    "The customer asked for a quote on forty seats and wants the annual plan with monthly invoices.",
    "Procurement compares us with two vendors and expects an answer before the end of the quarter.",
    "The demo went well, although the import of their old contacts took longer than we had promised.",
    "Security review is the next step; their team sent a questionnaire with ninety questions.",
    "Budget is approved for the pilot, and the second phase depends on the numbers from the field team.",
    "They like the forecast view, dislike the colours, and need single sign-on from the first day.",
    "Our champion moves to another department in May, so we should meet her successor early.",
    "Support tickets fell by a third after the training, which helps the case for renewal.",
)
_NOTES = (
    "Reach the buyer at tom.becker@example.org or by phone on +49 30 901820.",
    "Refunds go to the account DE89370400440532013000 as agreed.",
    "Their proxy answers at 192.0.2.44 and must be allowed.",
    "Copy erin.hall@example.net on every offer.",
)


def medium() -> str:
    """A CRM history of ``MEDIUM_WORDS`` words with a handful of identifiers spread through it."""
    # A fixed seed: the text is the same wherever the bench runs.
    choose = random.Random(20_260_311)
    notes = list(_NOTES)
    words: list[str] = []
    while len(words) < MEDIUM_WORDS:
        words += choose.choice(_SENTENCES).split()
        if notes and len(words) > (len(_NOTES) - len(notes)) * MEDIUM_WORDS // (len(_NOTES) + 1):
            words += notes.pop(0).split()
    return " ".join(words[:MEDIUM_WORDS])


def body(model: str, text: str, *, stream: bool) -> bytes:
    """The OpenAI chat request, one user message, as bytes."""
    call: dict[str, object] = {"model": model, "messages": [{"role": "user", "content": text}]}
    if stream:
        call["stream"] = True
    return json.dumps(call).encode()
