"""Set phrases in which a word that is a name, too, is none: "grazie mille", "last chance", "jai perdu", "mark as Won".

Each word has what stands right before it, or right after it, in the phrase. A capital that the phrase's first word lacks is a
name's: "our Mercy" is somebody. Own lists.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from gateway.adapters.presidio_detector.ner.words import WORD, fold
from gateway.core.common_words import word_set
from gateway.core.spans import Span

_AFTER: Mapping[str, str] = {
    "chance": "last|best|any|no|second|fair|slim|another",
    "mercy": "at (?:our|your|his|her|their|the)",
    "faith": "good|bad|blind",
    "mille": "grazie",
    "mil": "gracias",
    "iva": "el|del|sin|más|mas",
    "pace": "giudice di",
    "peace": "justice of the",
    "perla": "gris|blanco",
    "wit": "gebroken",
    "ziek": "ben|bent|is|was|waren|zijn",
    "marino": "azul",
}
"""What stands before a word."""
_BEFORE: Mapping[str, str] = {
    "grace": "periods?",
    "guy": "named",
    "han": r"(?:\w+[aií]do|hecho|dicho|visto|puesto|vuelto|escrito|abierto|roto)(?!\w)",
    "jai": (
        "perdu|pas|plus|un|une|les|bien|reçu|recu|besoin|essayé|essaye|fait|eu|été|déjà|deja|oublié|oublie|payé|payer|envie|mis|pris|"
        "vu|demandé|envoyé|envoyer|commandé|acheté|trouvé|rien|toujours|encore"
    ),
    "major": "thanks|kudos|props|respect",
    "xin": "chào",
}
"""What stands after a word."""
_ACCENTED = frozenset({"olá"})
"""Words that with their accents are nobody's name; without, somebody's."""
_JOINED = word_set(
    """
    après-demain au-delà au-dessous au-dessus avant-hier celle-ci celui-ci ci-dessous ci-dessus ci-joint là-bas là-dessus là-haut
    peut-être quelqu'un rendez-vous aujourd'hui vis-à-vis c'est-à-dire
    """
) | {"xin chào"}
"""Words of more than one part that are nobody's name."""
_PHRASES_BEFORE = {word: re.compile(rf"(?<!\w)(?:{phrase}) \Z", re.IGNORECASE) for word, phrase in _AFTER.items()}
_PHRASES_AFTER = {word: re.compile(rf" (?:{phrase})(?!\w)", re.IGNORECASE) for word, phrase in _BEFORE.items()}
_STATE = re.compile(
    r"(?<!\w)(?:mark(?:ed|ing)?(?: (?:it|this|them|the deal|deal))? as|flag(?:ged)? as|marquer comme|marcar como|segnare come|"
    r"markeren als) [\"'\u00ab\u201c\u201e]?\Z",
    re.IGNORECASE,
)
"""Before what a record is put down as."""
_STATES = word_set(
    """
    won lost done open closed new read unread paid urgent hot warm cold sent junk spam private gewonnen verloren erledigt offen
    gagne perdu fait ganado perdido hecho vinto perso fatto ganho feito klaar
    """
)
"""Own list: what a name could be is none of them."""
_REACH, _STATE_REACH = 20, 32


def is_of_a_phrase(text: str, span: Span) -> bool:
    """True for a word of a set phrase, and for what something is marked as."""
    value = text[span.start : span.end]
    if value.lower() in _JOINED:
        return True
    if WORD.fullmatch(value) is None:
        return False
    word = fold(value)
    is_state = word in _STATES and _STATE.search(text, max(0, span.start - _STATE_REACH), span.start)
    if value.lower() in _ACCENTED or is_state:
        return True
    if after := _PHRASES_AFTER.get(word):
        return after.match(text, span.end) is not None
    before = _PHRASES_BEFORE.get(word)
    found = before.search(text, max(0, span.start - _REACH), span.start) if before else None
    return found is not None and (found[0][0].isupper() or not value.istitle())
