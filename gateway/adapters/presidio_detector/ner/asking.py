"""What a prompt says of its own text and takes nobody's name for: "Summarise: …", "may drop 5 %".

Verbs are those with which people ask a language model for something, in the imperative and the infinitive, and the verbs that
follow "may" in notes of sales; none that is somebody's name, too ("Rank", "Edit", "Kurze"). Own lists.
"""

from __future__ import annotations

import re

from gateway.adapters.presidio_detector.ner.words import fold
from gateway.core.common_words import word_set

_ASKED = word_set(
    """
    analyse analyze classify compare condense convert correct describe elaborate expand explain extract
    format generate improve paraphrase proofread rephrase reply respond restructure reword
    rewrite shorten simplify summarise summarize transcribe translate tldr
    analysiere antworte beschreibe bewerte entwirf erklare erstelle extrahiere formuliere klassifiziere korrigiere
    schreibe ubersetze verbessere vergleiche zusammenfassen ubersetzen umformulieren
    analyse ameliore compare corrige decris explique extrais raccourcis redige reformule repondez reponds resume resumez
    traduis traduisez traduire
    analiza clasifica compara corrige describe explica extrae mejora reescribe reformula resume responde traduce resumir
    analise classifique compare corrija descreva explique extraia melhore reescreva resuma responda traduza
    analizza classifica confronta correggi descrivi estrai migliora riassumi riformula riscrivi rispondi scrivi spiega
    traduci
    beantwoord beschrijf controleer herschrijf corrigeer schrijf verbeter vergelijk vertaal samenvatten
    """
)
_MAY_DO = word_set(
    """
    accept add agree allow apply approve arrive ask back be bring buy call cancel change choose close come continue cost
    decide decline delay depend differ do downgrade drop end exceed expand extend fail fall go happen have help hold
    include increase join keep lead leave lose make mean miss move need not offer opt order pay postpone prefer push
    qualify raise reduce refuse reject reply require result return run see sell send settle skip start stay still stop
    switch take try upgrade use vary visit wait want win work
    """
)
_PARTS = word_set(
    """
    body blurb bridge caption claim closer cta footer goal hook headline intro objection opener outro pitch preheader prompt proof
    punchline slogan tagline teaser title topic twist
    """
)
"""Of a text that is asked for; before a colon and its quotation."""
_QUOTED = re.compile(r" ?: ?[\"'\u00ab\u201c\u201e]")
_COLON = re.compile(r" ?:(?=[\s\"'\u00ab\u201c\u201e]|\Z)")
_LINE_BEGINS = re.compile(r"(?:^|[\n\0]|[.!?] )[ \t>*#\"-]{0,4}\Z")
_REACH = 8
_SUBJECT = re.compile(
    r"(?:\A|[\n\0.;!?] ?|(?<!\w)(?:i|we|you|he|she|it|they|this|that|these|those|which|who|there|prices?|costs?) )\Z"
)
"""What "may" follows where it is a verb; after "to", "with" or "ask" it is somebody."""
_NEXT_VERB = re.compile(r" ([a-z]{2,12})(?![\w'\u2019])")


def is_instruction(text: str, start: int, end: int) -> bool:
    """True where a line or sentence begins for a verb before a colon, what to do with what follows, and for a text's part."""
    word = fold(text[start:end])
    is_asked = (word in _ASKED and _COLON.match(text, end)) or (word in _PARTS and _QUOTED.match(text, end))
    return bool(is_asked) and _LINE_BEGINS.search(text, max(0, start - _REACH), start) is not None


def is_modal(text: str, start: int, end: int) -> bool:
    """True for "may" in small letters before a verb that names no third person: "may drop", not "may drops"."""
    if text[start:end] != "may":
        return False
    if not _SUBJECT.search(text, max(0, start - _REACH), start):
        return False
    verb = _NEXT_VERB.match(text, end)
    return verb is not None and verb[1] in _MAY_DO
