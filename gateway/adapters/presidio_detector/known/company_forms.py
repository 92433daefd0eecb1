"""A known company without its legal form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gateway.adapters.presidio_detector.known.form import Case, Form, Spelling
from gateway.core.common_words import WORDS, word_set
from gateway.core.entities import Label
from gateway.core.folding import fold

_LEGAL = word_set(
    """
    ab ag aps as asa bv bvba co company corp corporation eg eirl ek eurl ev gbr gmbh group gruppe holding holdings inc
    incorporated kft kg kgaa limited llc llp ltd ltda lp mbh nv ohg oy oyj plc pte pty pvt sa sab sae sapi sarl sas sasu se
    sl slu snc spa spolka spzoo srl sro srls ug unipessoal vof zrt cv rl de oo zoo
    """
)
_WORD = re.compile(r"[^\s,]+")
_MIN_SINGLE = 5


def company(value: str) -> Iterator[Spelling]:
    """The name without Ltd, GmbH and the like, where what is left names it."""
    words = list(_WORD.finditer(value))
    while len(words) > 1 and _is_legal(words[-1][0]):
        words.pop()
    while words and not any(map(str.isalnum, words[-1][0])):
        words.pop()
    bare = value[: words[-1].end()] if words else ""
    if bare == value or not bare:
        return
    single = len(words) == 1
    if single and (len(bare) < _MIN_SINGLE or fold(bare) in WORDS):
        return
    yield bare, Form(Label.ORGANIZATION, Case.NAME if single else Case.ANY)


def _is_legal(word: str) -> bool:
    return "".join(filter(str.isalpha, fold(word))) in _LEGAL or word in "&+"
