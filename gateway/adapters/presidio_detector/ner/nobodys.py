"""What the model names though the text says that it is nobody's.

What a prompt asks (asking.py), an HTML entity, a time zone after its label, a limit of age, an emoji's code, a channel, a figure
in a row of figures, a line of goods, laughter. Further ones have modules of their own: what says when (times.py), lists of things
of one kind (kinds.py), set phrases (idioms.py), letters (letters.py), places too large (regions.py).

"Somebody over 18 at home", "adults over 60" and "under 12s" say who may come, not how old somebody is; "she is over 60" does.
"""

from __future__ import annotations

import re
from html.entities import html5

from gateway.adapters.presidio_detector.ner.asking import is_instruction, is_modal
from gateway.adapters.presidio_detector.ner.cue_words import BUSINESS
from gateway.adapters.presidio_detector.ner.idioms import is_of_a_phrase
from gateway.adapters.presidio_detector.ner.kinds import is_of_a_kind
from gateway.adapters.presidio_detector.ner.letters import is_a_letter
from gateway.adapters.presidio_detector.ner.regions import is_vague
from gateway.adapters.presidio_detector.ner.times import is_time
from gateway.adapters.presidio_detector.ner.words import WORD
from gateway.adapters.presidio_detector.things import is_of_a_thing
from gateway.core.entities import Label
from gateway.core.spans import Span

_BEFORE, _NEAR = 48, 24
_SHORTEST_BUSINESS = 3
"""Two letters may be somebody's initials."""
_SURE = 0.98
"""Of somebody so sure the place of a line of goods says nothing."""
_NUMBER_NEXT = re.compile(r"\W{1,3}(?=[0-9])")
_ENTITY = re.compile(r"&(\w+;)")
_AREAS = "Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific|Etc"
"""Before the first stroke of a time zone's name, in the zones' own data base."""
_ZONE_BEFORE = re.compile(
    r"(?<![^\W_])(?i:tz|time[ _-]?zone|zeitzone|tijdzone|fuseau horaire|fuso orario|fuso hor[aá]rio|zona horaria|huso horario)"
    rf"[\"']?\s?[:=(]?\s?[\"']?(?P<area>(?:{_AREAS})/(?:[A-Z][\w+-]{{1,20}}/)?)?\Z"
)
_ZONE = re.compile(rf"(?:{_AREAS})(?:/[A-Z][\w+-]{{1,20}}){{1,2}}")
_WHOLE_ZONE = re.compile(rf"(?<![\w/]){_ZONE.pattern}(?![\w/])")
_BOUND = (
    "over|under|above|below|at least|older than|younger than|über|unter|ab|mindestens|älter als|jünger als|plus de|moins de|"
    "más de|menos de|mayor(?:es)? de|menor(?:es)? de|mais de|maior(?:es)? de|oltre i|sopra i|sotto i|boven de|onder de|vanaf"
)
_ANYBODY = (
    "some(?:one|body)|any(?:one|body)|every(?:one|body)|nobody|no one|jemand|niemand|quelqu['\u2019]un|alguien|alguém|"
    "qualcuno|iemand"
)
_ALL_SUCH = (
    "people|persons?|adults?|child(?:ren)?|kids?|guests?|personen|kinder|erwachsene|personnes?|enfants|adultes?|personas?|niños|"
    "adultos?|pessoas?|crianças|persone|bambini|adulti|mensen|kinderen|volwassenen"
)
_OF_ANYBODY = re.compile(
    rf"(?<!\w)(?:{_ANYBODY}|(?P<such>{_ALL_SUCH}))(?: (?:aged|who is|who are))? (?:{_BOUND}) \Z", re.IGNORECASE
)
_OF_OURS = re.compile(
    r"(?<!\w)(?:[0-9]+|my|our|your|his|her|their|two|three|four|five|both|ha[sd]|have|having|with|mes|nos|vos|ses|leurs|deux|trois|"
    r"quatre|mis|tus|sus|nuestr[oa]s|vuestr[oa]s|dos|tres|cuatro|tiene[ns]?|tengo|tenemos|meine[rn]?|deine[rn]?|seine[rn]?|ihre[rn]?|"
    r"unsere[rn]?|eure[rn]?|zwei|drei|vier|mit|haben?|hat|miei|mie|tuoi|suoi|nostri|nostre|vostri|vostre|loro|due|tre|quattro|"
    r"meus|minhas|seus|suas|nossos|nossas|dois|duas|três|quatro|tem|tenho|temos|com|mijn|jouw|zijn|haar|onze|ons|hun|jullie|twee|"
    r"drie|met|heb|heeft|hebben|avec|ont|avons|ai|con|ho|hanno|abbiamo) (?:\w+ )?\Z",
    re.IGNORECASE,
)
"""Before those of whom an age is told though they have no name: "my three kids under 5"."""
_OF_A_GROUP = re.compile(rf"(?<!\w)(?:{_BOUND})[ -]\Z", re.IGNORECASE)
_EMOJI = re.compile(
    r":(?:wave|joy(?:_cat)?|rose|tada|pray|angel|santa|cherry_blossom|tulip|olive|robin|star2?|sunny|rainbow|fire|eyes|heart|"
    r"clap|muscle|rocket|raised_hands|ok_hand|thumbsup|thumbs_up|smile|grin|sob|sweat_smile|thinking|thinking_face|skull):"
)
"""Codes of chats that read as a word; ":kim:" may be somebody."""
_EMOJI_REACH = 20
_CELL = re.compile(r" ?[,;|\t] ?")
_FIGURE = re.compile(r"[-+$€£]?[0-9][0-9.,]{0,14}[%kKmM]?|-")
_MOST_IN_ROW = 240
_FEWEST_FIGURES, _MOST_WORDS = 4, 1
_LONG_NUMBER = re.compile(r"[0-9]{7,}")
"""Figures so high are written in groups, or few; telephones and accounts have as many digits."""
_GROUP = re.compile(r"[0-9]{1,2}(?:['\u2019]?s\b)?")
_GOODS = re.compile(
    r"(?<!\w)(?:"
    r"serien?|série|baureihe|kollektion(?:en)?|collecti(?:on|e)|colección|coleção|collezione|kolekcj[aię]|kolekc[eí]|colecția|"
    r"koleksiyonu?|kollektionen|gammes?|gama|produktlinie|productlijn|produktserien?|modellreihe|"
    r"(?:la|une|notre|nuestra|nueva|una|della?|dalla|nella|nuova|nostra|a|da|uma|nova|nossa) (?:línea|linea|linha|ligne)|"
    r"(?:de|nieuwe|onze) lijn|(?<!à )(?:el|del|al|il|nel|o|do|no|le|du|au) (?:modelo|modello|modèle)|modellen"
    r")(?: [\"'\u00ab\u201c\u201e\u201d])? ?[\"'\u00ab\u201c\u201e]?\Z",
    re.IGNORECASE,
)
_LAUGHTER = re.compile(
    r"(?:ha|he|hi|ja|je|ji){3,12}[hj]?|haha|hehe|hihi|k{3,20}|(?:rs){2,10}s?|xd+|lo{1,9}l", re.IGNORECASE
)
_HO_HO = re.compile(r"ho(?:[ ,-]{1,2}ho){2,8}(?!\w)", re.IGNORECASE)
_NEGATION = re.compile(r"(?:\w{2,6} )?n ?['\u2019] ?t")
"""As corpora cut it: "ca n't"."""
_EPONYM = re.compile(
    r"-(?:filter|algorithmus|verfahren|test|index|methode|modell|skala|diagramm|kurve|matrix|prinzip|effekt|formel|zahl|gesetz|"
    r"verteilung)(?![^\W\d_])",
    re.IGNORECASE,
)
"""After a name for what is called by it: "Gauß-Verteilung". "-Vertrag" and the like are somebody's."""
_ON_THE_LINE = re.compile(r"(?<!\w)(?:aan|op) de lijn \Z", re.IGNORECASE)


def is_nobodys(text: str, span: Span) -> bool:
    """True if what stands around `span` says so."""
    if span.label is Label.AGE:
        return _is_limit(text, span)
    if span.label is Label.PERSON:
        if is_instruction(text, span.start, span.end) or is_modal(text, span.start, span.end):
            return True
        return any(of(text, span) for of in _OF_PEOPLE)
    if span.label in _THINGS and any(of(text, span) for of in _OF_THINGS):
        return True
    if span.label is Label.USERNAME and text[max(0, span.start - 1) : span.start] == "#":
        return True
    return _is_entity(text, span) or _is_figure(text, span)


def _is_laughter(text: str, span: Span) -> bool:
    ho_ho = _HO_HO.match(text, span.start)
    return _LAUGHTER.fullmatch(text, span.start, span.end) is not None or (
        ho_ho is not None and span.end <= ho_ho.end()
    )


def _is_negation(text: str, span: Span) -> bool:
    return _NEGATION.fullmatch(text, span.start, span.end) is not None


def _is_eponym(text: str, span: Span) -> bool:
    return WORD.fullmatch(text, span.start, span.end) is not None and _EPONYM.match(text, span.end) is not None


def _is_business(text: str, span: Span) -> bool:
    """True for an abbreviation of offices, in one case, "PMO" or "sms", and for a word before a thing's number, "UPC 4711"."""
    value = text[span.start : span.end]
    if len(value) >= _SHORTEST_BUSINESS and value.upper() in BUSINESS and (value.isupper() or value.islower()):
        return True
    number = _NUMBER_NEXT.match(text, span.end) if value.isalpha() else None
    return number is not None and is_of_a_thing(text, number.end())


def _is_of_goods(text: str, span: Span) -> bool:
    """True for the name, with a capital, of what is made in a series: "la gamme Jopp", "die Serie Jopp"."""
    first = max(0, span.start - _NEAR)
    return (
        span.score < _SURE
        and text[span.start].isupper()
        and WORD.fullmatch(text, span.start, span.end) is not None
        and _GOODS.search(text, first, span.start) is not None
        and _ON_THE_LINE.search(text, first, span.start) is None
    )


def _is_limit(text: str, span: Span) -> bool:
    first = max(0, span.start - _BEFORE)
    if anybody := _OF_ANYBODY.search(text, first, span.start):
        begin = anybody.start()
        return anybody["such"] is None or _OF_OURS.search(text, max(0, begin - _NEAR), begin) is None
    group = _GROUP.match(text, span.start)
    is_plural = group is not None and group[0].endswith("s")
    return is_plural and _OF_A_GROUP.search(text, first, span.start) is not None


def _is_entity(text: str, span: Span) -> bool:
    """True for what stands between the ampersand and the semicolon of an entity that HTML has."""
    begin = text.rfind("&", max(0, span.start - _BEFORE), span.start)
    found = _ENTITY.match(text, begin) if begin >= 0 else None
    return found is not None and found[1] in html5 and span.end < found.end()


def _is_zone(text: str, span: Span) -> bool:
    """True for a part of "Asia/Tokyo" after a word for a time zone."""
    before = _ZONE_BEFORE.search(text, max(0, span.start - _BEFORE), span.start)
    if before is None:
        return False
    zone = _ZONE.match(text, span.start if before["area"] is None else before.start("area"))
    return zone is not None and span.end <= zone.end()


def _is_in_zone(text: str, span: Span) -> bool:
    """True for a part of "Asia/Tokyo", which says when, not where, whatever stands before it."""
    if span.label is not Label.LOCATION:
        return False
    found = _WHOLE_ZONE.search(text, max(0, span.start - _NEAR), span.end + _NEAR)
    return found is not None and found.start() <= span.start and span.end <= found.end()


def _is_emoji(text: str, span: Span) -> bool:
    begin = text.rfind(":", max(0, span.start - _EMOJI_REACH), span.start)
    found = _EMOJI.match(text, begin) if begin >= 0 else None
    return found is not None and span.end < found.end()


def _is_figure(text: str, span: Span) -> bool:
    """True for one of four cells or more of a line that hold figures, with one other at most: a table that counts things."""
    if not _FIGURE.fullmatch(text, span.start, span.end) or _LONG_NUMBER.fullmatch(text, span.start, span.end):
        return False
    first = max(text.rfind(end, max(0, span.start - _MOST_IN_ROW), span.start) for end in "\n\0") + 1
    ends = [at for end in "\n\0" if (at := text.find(end, span.end, span.end + _MOST_IN_ROW)) >= 0]
    cells = _CELL.split(
        text[max(first, span.start - _MOST_IN_ROW) : min([*ends, span.end + _MOST_IN_ROW])].strip(" \r")
    )
    figures = sum(_FIGURE.fullmatch(cell) is not None for cell in cells)
    return figures >= _FEWEST_FIGURES and len(cells) - figures <= _MOST_WORDS


_THINGS = frozenset({Label.LOCATION, Label.ORGANIZATION})
_OF_PEOPLE = (
    _is_business, _is_entity, _is_zone, _is_emoji, _is_of_goods, _is_laughter, _is_negation, _is_eponym, is_a_letter, is_time,
    is_of_a_kind, is_of_a_phrase,
)  # fmt: skip
_OF_THINGS = (_is_in_zone, is_vague, is_of_a_kind, is_of_a_phrase)
