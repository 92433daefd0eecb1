"""Words and places after which a name comes: titles, kin, greetings and thanks, "this is", "please call", lists of who was there.

The model sees them too, and mostly minds them; where it doubts a word that no list of ordinary words has, they decide. Own lists,
in the languages of the templates. Function words are left out ("for", "von"): they stand before anything.
"""

from __future__ import annotations

import re

REACH = 100
"""Characters before a word in which its cue stands."""
_NEAR = 24

_TITLES = (
    "herrn?|frau|fräulein|hr|heer|meneer|mevr|mevrouw|mw|dhr|mr|mrs|ms|miss|missus|mister|mme|mlle|madame|mademoiselle|monsieur|"
    "veuve|vve|maître|signora?|signor|sig|sig\\.ra|señora?|senhora?|sr|sra|srta|doña|dona|donna|pani|panu|pana|dott|dott\\.ssa|"
    "dra|prof|onkel|tante|oom|oncle|tonton|uncle|aunt|auntie|aunty|tía|tío|tia|tio|zia|zio|ciocia|ciocię|wujek|wujka|familie|"
    "family|fam|famille|familia|família|famiglia|rodzina|avvocato|avv|abogad[oa]|rechtsanw[aä]lt(?:in)?|colleague|kolleg(?:e|en|in)|"
    "collega|collègue|colega|voisine?|nachbar(?:in|n)?|vecin[oa]|neighbou?r|buurman|buurvrouw|hausmeister(?:in)?|azubi|"
    "sister|brother|schwester|bruder|schwager|hermano|hermana|fratello|sorella|broer|zus|reverend|pastor|rabbi|imam|sheikh"
)
_INTRODUCTIONS = (
    "hier ist|hier spricht|hier is|this is|my name is|my name's|name is|named|mein name ist|ich heiße|mijn naam is|ik heet|"
    "je m'appelle|je m’appelle|s'appelle|s’appelle|mi chiamo|si chiama|me llamo|se llama|me chamo|se chama|chama-se|"
    "nazywam się|adım|ismim|jag heter|jeg hedder|mera naam|naam hai"
)
_COURTESIES = (
    "thanks|thank you|thx|ty|cheers|danke|dank|dankjewel|merci|gracias|obrigad[oa]|dzięki|teşekkürler|tack|tak|sorry|gruß|gruss|"
    "grüße|gruesse|lg|mfg|vg|groet|groetjes|groeten|mvg|saludos|abraços?|bisous|cdlt|cordialement|regards|rgds|pozdr|pozdrawiam|"
    "saluti|hi|hello|hey|dear|hallo|hoi|moin|servus|salut|slt|bonjour|coucou|ciao|hola|olá|oi|cześć|hej|merhaba|selam|liebe[rs]?|"
    "lieve|beste|geachte|cher|chère|car[oa]|gentile|egregi[oa]|querid[oa]|estimad[oa]|prezad[oa]"
)
_CALLS = (
    "call|ring|phone|text|txt|tell|ask|ping|email|msg|remind|replaces|rappeler|appeler|rappelle|appelle|prévenir|préviens|"
    "avvisa|avvisare|chiama|chiamare|richiamare|avisa|avisar|avisa a|avisar a|llama a|llamar a|dile a|liga pra|ligar para|"
    "bel|app|vraag|ruf|anrufen|zadzwoń do"
)
_HEADS = (
    "anwesend|abwesend|entschuldigt|teilnehmer(?:innen)?|present|apologies|absent|attendees|attending|participants?|présents?|"
    "absents?|excusés?|presenti|assenti|asistentes|presentes|ausentes|aanwezig|afwezig|obecni|nieobecni|närvarande|til stede"
)
_FIELDS = "name|surname|first name|last name|nom|prénom|nombre|apellidos?|nome|cognome|vorname|nachname|naam|caller"
_OPENS = "[\"'(«„“‘]?"

_TITLED = re.compile(rf"(?:^|[^\w])(?:{_TITLES})\.? {_OPENS}\Z", re.IGNORECASE)
_ANNOUNCED = re.compile(
    rf"(?:^|[^\w])(?:(?:{_COURTESIES})[.,]? |(?:{_INTRODUCTIONS}|{_CALLS}) |(?:{_HEADS}|{_FIELDS}) ?: ){_OPENS}\Z",
    re.IGNORECASE,
)
_LISTED = re.compile(rf"(?:^|[^\w])(?:{_HEADS}) ?: [^\n\0:;]{{1,72}}, \Z", re.IGNORECASE)
_LINE_BEGINS = re.compile(r"(?:^|[\n\0])[ \t>*-]{0,4}(?:\[[0-9:. ]{4,10}\] )?\Z")
_SPEAKS = re.compile(r"(?: ?\[[0-9:. ]{4,10}\])?: ")
_SIGNED = re.compile(r"\n[ \t]?[-\u2013\u2014~]{1,2} ?\Z")
_ENDS = re.compile(r"[ \t.]{0,4}(?:\r?\n\r?\n|\r?\n?(?:\0|\Z))")


def is_titled(text: str, start: int) -> bool:
    """True if a title, or a word for kin or a colleague, stands before `start`."""
    return _TITLED.search(text, max(0, start - _NEAR), start) is not None


def is_announced(text: str, start: int) -> bool:
    """True if what stands before `start` says that a name comes."""
    if is_titled(text, start) or _ANNOUNCED.search(text, max(0, start - _NEAR), start):
        return True
    return text[start - 2 : start] == ", " and _LISTED.search(text, max(0, start - REACH), start) is not None


def is_speaker(text: str, start: int, end: int) -> bool:
    """True if `text[start:end]` stands where a written talk says who speaks: "Ann: yes"."""
    return _SPEAKS.match(text, end) is not None and _LINE_BEGINS.search(text, max(0, start - _NEAR), start) is not None


def is_signature(text: str, start: int, end: int) -> bool:
    """True if `text[start:end]` is a text's last line after a dash: "-jb"."""
    return _SIGNED.search(text, max(0, start - _NEAR), start) is not None and is_last(text, end)


def is_last(text: str, end: int) -> bool:
    """True if a text or a paragraph ends here."""
    return _ENDS.match(text, end) is not None
