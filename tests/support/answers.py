"""Answers as they come back: a vault with entries, and every way to cut a text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from gateway.core.call import Role
from gateway.core.entities import Label
from gateway.core.policy import Sinks, ToolRule
from gateway.core.restorers import VaultRestorers
from gateway.core.source import Party, Source
from gateway.core.vault import Vault
from gateway.core.wire import Restorer
from tests.support.restorers import SCOPE

EVERYBODY = frozenset(Party)
UNKNOWN = Source(Role.USER)
ADDRESSEE = Source(Role.USER, "lead", Party.ADDRESSEE)
SENDER = Source(Role.USER, "lead", Party.SENDER)
THIRD = Source(Role.USER, "lead", Party.THIRD)
SAMPLE = Source(Role.USER, "sample", Party.ADDRESSEE)

JANE = ("Jane Doe", Label.PERSON)
MAIL = ("jane.doe@example.com", Label.EMAIL_ADDRESS)
PHONE = ("+1 555 010 0199", Label.PHONE_NUMBER)


def filled(vault: Vault, *values: tuple[str, Label], source: Source = UNKNOWN) -> Vault:
    """`vault` with a token for each value, in order."""
    for value, label in values:
        vault.pseudonym(value, label, source)
    return vault


def restorers(
    vault: Vault,
    text: Iterable[Party] = EVERYBODY,
    arguments: Iterable[Party] = EVERYBODY,
    tools: dict[str, ToolRule] | None = None,
) -> VaultRestorers:
    """Restorers that let everything back unless a test says otherwise."""
    return VaultRestorers(vault, Sinks(frozenset(text), frozenset(arguments)), tools or {}, SCOPE)


def whole(restorer: Restorer, pieces: str | Sequence[str]) -> str:
    """All that a restorer gives for these pieces, or for one."""
    chosen = [pieces] if isinstance(pieces, str) else pieces
    return "".join([restorer.feed(piece) for piece in chosen]) + restorer.flush()


def however_cut(made: Callable[[], Restorer], text: str) -> set[str]:
    """All that restorers give for the text: in one piece, letter by letter, and in two pieces cut at each place."""
    cuts = [[text], list(text), *([text[:place], text[place:]] for place in range(len(text)))]
    return {whole(made(), pieces) for pieces in cuts}


def cut(text: str, places: Iterable[int]) -> list[str]:
    """`text` cut at these places."""
    bounds = [0, *sorted(place for place in set(places) if 0 < place < len(text)), len(text)]
    return [text[start:end] for start, end in pairwise(bounds)]
