"""Words that stand beside names and are none: titles, courtesies, relations, interjections, marks of mail and chat.

The labels' scheme leaves them outside a name; the model, which learnt names of every look, sometimes takes one along. Taken off
the edges of what it calls a person, and nowhere else. Words that are names too count only in lower case, and what a hyphen
joins to a name is part of it. A doubtful ordinary word beside a surer one goes too, "Ann Lee tomorrow"; any other may be a family
name in small letters, "ask Ann kowalczyk", and stays. Own list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Sequence

from gateway.adapters.presidio_detector.ner.cues import is_named
from gateway.adapters.presidio_detector.ner.words import Words, fold
from gateway.core.common_words import word_set
from gateway.core.linking import plain_words

EDGE = 0.98
"""From here on an ordinary word at the edge of a longer name belongs to it."""

_THANKS = word_set("thanks thx cheers pls asap gracias merci grazie obrigado obrigada")
_BEHIND_ADDRESS = _THANKS | word_set("tnx ty ta plz please danke bitte svp stp bedankt aub")
_BESIDE = _THANKS | word_set(
    """
    mr mrs ms miss mx messrs dr dra prof professor sir madam missus rev reverend esq phd mba cpa
    herr herrn frau hausmeister onkel tante hallo gruss lg mfg vg senor senora senorita sra srta tia tio hola
    monsieur madame mademoiselle mme mlle bonjour bjr slt salut tonton tata rdv
    signor signora signorina sig dottoressa dottssa ciao buongiorno zia zio
    dhr mevr mevrouw meneer hoi groetjes senhor senhora oi
    pani panie ciocia wujek shri shrimati smt bhaiya
    uncle aunt aunty auntie granny grandma grandpa mum mummy mumsy dad daddy hubby hun
    hi hello hey hiya dear regards subject fwd re cc attn undisclosed recipients
    himself herself myself yourself themselves nephew niece husb
    um uh erm hmm oh ok okay btw lmk fyi imo ngl eod omw brb tbd qbr poa
    """
)
_BEFORE = word_set(
    """
    ola me ihre seine unser unsere suo seu nuestra nuestro nostra nostro notre votre mijn zijn onze
    doktor doutor doutora engenheiro engenheira notar veuve vve mdm alhaja alhaji malam captain ring
    """
)
_AFTER = word_set("bey hanim bhai didi ji san")
"""These beside a name only, before or after it: elsewhere they are one."""
_SAN = "san"
"""A hyphen stands before it; before "ji" it does within Korean given names, too: "Min-ji"."""
_IN_LOWER_CASE = word_set(
    """
    don dona dag hej mw pan abi abla sr fr opa oma mate boss bro sis babe wife husband sister brother
    mother father son daughter partner colleague manager agent driver branch big old new the an and for with from to
    is was has der die dem il ao tady gez early late
    marido esposa yerno nuera cunada suegra genro sogra moglie marito genero suocera femme fille gendre ehemann ehefrau
    tochter schwiegersohn vrouw zoon dochter echtgenoot fru konen vaimo tytar corka zena dcera sotia supruga suprug esi
    esim karisi haar ihn ihm
    guapo guapa carino amore tesoro schat lieverd kochanie canim heute gestern oggi ieri domani stamattina stasera
    hoy ayer hoje ontem amanha demain vandaag gisteren idag dnes dzisiaj jutro bugun
    vcera volal volala eilen soitti sanoi haluaa jucer kaze rekao rekla zvao zvala sunat ieri azi
    """
)


PARTICLES = word_set(
    "al el de da di do dos das del della der den van von zu zur vom ten ter la le lo las los du des bin ibn ben abu af av st"
)
"""Where a family name begins; at its end they are words of the sentence. After one, any word is its rest."""


_GOES_ON = re.compile(r" [A-Z\u00c0-\u00de]")
"""A capital after a particle: the name's rest is there, whatever the model takes it for."""


def bare(text: str, words: Words, run: Sequence[int], sure: Sequence[float], ordinary: Container[str]) -> Sequence[int]:
    """The words of a name, given by number, without those at its edges that are none; perhaps none is left.

    `sure`: each word's chance of being something. Of words that are all doubtful the surest stays.
    """

    def word(number: int) -> str:
        return text[words.starts[number] : words.ends[number]]

    def is_doubtful(number: int, other: int) -> bool:
        gap = text[words.ends[min(number, other)] : words.starts[max(number, other)]]
        plain, particle = fold(word(number)), min(number, other)
        is_of_family_name = particle in (number, *run[1:]) and fold(word(particle)) in PARTICLES
        if plain in PARTICLES and number > other and _GOES_ON.match(text, words.ends[number]):
            return False
        if number > other and gap == " " and _is_capital(word(number)) and _is_begun(word(other)):
            return False
        if plain not in ordinary or gap == "-" or is_of_family_name or sure[number] >= EDGE:
            return False
        is_first = gap == ", " and number < other
        return not (is_first and is_named(text, words.starts[number], words.ends[number]))

    surest = max(run, key=sure.__getitem__)
    first, last = 0, len(run)
    while run[last - 1] != surest and is_doubtful(run[last - 1], run[last - 2]):
        last -= 1
    while run[first] != surest and is_doubtful(run[first], run[first + 1]):
        first += 1
    return _untitled(text, words, run[first:last], word)


def unthanked(text: str, words: Words, run: Sequence[int]) -> Sequence[int]:
    """The words of an address without thanks and the like behind it, one word at least."""
    last = len(run)
    while last > 1 and _plain(text[words.starts[run[last - 1]] : words.ends[run[last - 1]]]) in _BEHIND_ADDRESS:
        last -= 1
    return run[:last]


def _untitled(text: str, words: Words, run: Sequence[int], word: Callable[[int], str]) -> Sequence[int]:
    def is_joined(name: Sequence[int]) -> bool:
        """True if a hyphen stands between the first word and the next."""
        return len(name) > 1 and text[words.ends[name[0]] : words.starts[name[1]]] == "-"

    left = run
    while (
        left
        and (_is_beside(word(left[0])) or (len(left) > 1 and _plain(word(left[0])) in _BEFORE))
        and not is_joined(left)
    ):
        left = left[1:]
    while (
        left
        and (_is_beside(word(left[-1])) or (len(left) > 1 and _plain(word(left[-1])) in _AFTER))
        and (_plain(word(left[-1])) == _SAN or not is_joined(left[-2:]))
    ):
        left = left[:-1]
    return left


def _is_capital(word: str) -> bool:
    return word[:1].isupper()


def _is_begun(word: str) -> bool:
    """True for a particle with a capital, as a family name by itself begins: "Van Es"."""
    return _is_capital(word) and fold(word) in PARTICLES


def _is_beside(word: str) -> bool:
    plain = _plain(word)
    return plain in _BESIDE or (word.islower() and plain in _IN_LOWER_CASE)


def _plain(word: str) -> str:
    return "".join(plain_words(word))
