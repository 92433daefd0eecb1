"""Neutral words: what stands in a draft for a value that may not go back there, in the draft's own language.

The language is guessed from the draft itself, by counting its commonest words; English when they do not tell.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from gateway.core.entities import Label

_STOP_WORDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        language: frozenset(words.split())
        for language, words in {
            "en": "the and to of you your is in for that with on have we are this be hi dear hello thanks will would it as at",
            "es": "el la los las y de que en un una para con por su es hola estimado estimada gracias del le usted nos como más",
            "fr": "le la les et de des que un une pour avec vous votre est bonjour cher chère merci du nous je sur dans au pas",
            "de": "der die das und zu den ein eine für mit sie ihr ihre ist hallo liebe lieber sehr danke wir ich auf im nicht",
            "pt": "o os as e de que um uma para com por sua seu olá prezado prezada obrigado obrigada do da não você em é no na",
            "it": "il lo gli e di che un una per con suo sua è ciao gentile grazie del della non si le noi sono nel alla",
            "nl": "de het een en van dat voor met u uw je jouw is hallo beste geachte bedankt wij niet op te zijn aan ik",
        }.items()
    }
)
_KINDS: Mapping[Label, int] = MappingProxyType(
    {
        Label.PERSON: 0,
        Label.EMAIL_ADDRESS: 1,
        Label.PHONE_NUMBER: 2,
        Label.STREET_ADDRESS: 3,
        Label.LOCATION: 4,
        Label.ORGANIZATION: 5,
        Label.DATE_OF_BIRTH: 6,
    }
)
_OTHER = 7
_WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        language: tuple(words.split(", "))
        for language, words in {
            "en": "someone, an email address, a phone number, an address, a place, a company, a date, a detail",
            "es": "alguien, un correo electrónico, un teléfono, una dirección, un lugar, una empresa, una fecha, un dato",
            "fr": "quelqu'un, une adresse e-mail, un numéro, une adresse, un lieu, une entreprise, une date, un détail",
            "de": "jemand, eine E-Mail-Adresse, eine Telefonnummer, eine Adresse, ein Ort, eine Firma, ein Datum, eine Angabe",
            "pt": "alguém, um e-mail, um telefone, um endereço, um lugar, uma empresa, uma data, um dado",
            "it": "qualcuno, un indirizzo e-mail, un numero, un indirizzo, un luogo, un'azienda, una data, un dato",
            "nl": "iemand, een e-mailadres, een telefoonnummer, een adres, een plaats, een bedrijf, een datum, een gegeven",
        }.items()
    }
)
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE_BEGINS = re.compile(r"(?:\A|[.!?…¿¡]['\"”’)]*\s|[¿¡]|\n)\s*\Z")


def language_of(text: str) -> str:
    """The language whose commonest words `text` uses most; `en` when none leads."""
    words = _WORD.findall(text.lower())
    counts = {language: sum(word in stops for word in words) for language, stops in _STOP_WORDS.items()}
    best = max(counts.values())
    leaders = [language for language, count in counts.items() if count == best]
    return leaders[0] if len(leaders) == 1 else "en"


def neutral_word(label: Label, before: str) -> str:
    """The word for a value of `label` that would follow `before`; with a capital where a sentence begins."""
    word = _WORDS[language_of(before)][_KINDS.get(label, _OTHER)]
    return word[0].upper() + word[1:] if _SENTENCE_BEGINS.search(before) else word
