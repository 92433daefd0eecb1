"""What a known address, log-in name or profile is written as, besides itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gateway.adapters.presidio_detector.known.form import Case, Form, Spelling
from gateway.core.common_words import WORDS, word_set
from gateway.core.entities import Label
from gateway.core.folding import fold

MIN_LOCAL = 5
_USER_NAME = Form(Label.USERNAME)
_PAGE = Form(Label.PERSONAL_URL)
_SEPARATORS = re.compile(r"[._\-+]+")
_SCHEME = re.compile(r"^(?:https?://)?(?:www\.)?", re.IGNORECASE)
_MAILBOXES = word_set(
    """
    account accounting accounts admin bestellung billing booking bookings buchhaltung business careers compras contact contacto
    contato customer customerservice customers enquiries events facturacion finance hello helpdesk inquiries invoice invoices
    jobs kontakt legal mailbox manager marketing newsletter noreply notifications office operations orders payments postmaster
    press privacy procurement purchasing reception rechnung recruiting registration reservations returns sales secretary
    security service services shipping shop subscriptions suppliers support system team tickets vendas ventas verkauf welcome
    """
)


def address(value: str) -> Iterator[Spelling]:
    """What an e-mail address is written as, besides itself: what stands before its @, alone."""
    local = value.partition("@")[0].partition("+")[0]
    plain = fold(local)
    if len(local) >= MIN_LOCAL and plain not in _MAILBOXES and plain not in WORDS:
        case = Case.NAME if plain.isalpha() else Case.ANY
        yield local, Form(Label.USERNAME, case)
        joined = _SEPARATORS.sub("", local)
        if joined != local:
            yield _SEPARATORS.sub("_", local), _USER_NAME
            yield joined, _USER_NAME


def user_name(value: str) -> Iterator[Spelling]:
    """A log-in name with or without its @; joins.py takes the sign along."""
    bare = value.lstrip("@")
    if bare != value and len(bare) > 1:
        yield bare, Form(Label.USERNAME, Case.WORD if fold(bare) in WORDS else Case.ANY)


def profile(value: str) -> Iterator[Spelling]:
    """An address of a page without its scheme, and the name at its end."""
    bare = _SCHEME.sub("", value).rstrip("/")
    if "/" in bare:
        yield bare, _PAGE
        name = bare.rpartition("/")[2]
        if len(name) >= MIN_LOCAL and _SEPARATORS.search(name) and fold(name) not in WORDS:
            yield name, _USER_NAME
