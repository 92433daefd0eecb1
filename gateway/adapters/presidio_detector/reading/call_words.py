"""Words of a value that is told on the telephone, beside its numbers: letters and their names, signs, and what is said between.

A letter's name is sure where it is no word of any language here: "emme" and "aitch" are letters, "esse" and "see" may be words.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from gateway.adapters.presidio_detector.reading.number_words import NUMBERS

ALPHABET = (
    "alfa bravo charlie delta echo foxtrot golf hotel india juliett kilo lima mike november oscar papa quebec romeo sierra tango "
    "uniform victor whiskey xray x-ray yankee zulu alpha juliet whisky "
    "anton berta cäsar caesar dora emil friedrich gustav heinrich ida julius kaufmann ludwig martha nordpol otto paula quelle "
    "richard samuel siegfried theodor ulrich viktor wilhelm xanthippe ypsilon zacharias zeppelin"
)
SIGNS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("at", "arroba", "arobase"), "@"),
        **dict.fromkeys(("dot", "point", "period", "punkt", "punto", "ponto"), "."),
        **dict.fromkeys(("dash", "hyphen", "minus"), "-"),
        "underscore": "_",
        "plus": "+",
        "slash": "/",
        "space": " ",
    }
)
TIMES: Mapping[str, int] = MappingProxyType(
    {
        **dict.fromkeys(("double", "doble", "doppel", "doppelt", "dubbel", "dupla", "doppia", "doppio"), 2),
        **dict.fromkeys(("triple", "treble", "dreifach", "tripla", "triplo"), 3),
    }
)


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


PHRASES = (
    "let me see|hang on|hold on|no wait|that's right|that is right|you know|i mean|i think|followed by|a ver|o sea|un momento|"
    "un attimo|un moment|einen moment|je crois|deixa ver"
)
"""Fillers of several words."""
FILLERS = frozenset(
    _words(
        """
        um uh er erm eh ehm hm hmm mm mhm ah comma pause then like and so okay ok well yeah yep yes no wait sorry right again next
        y pues luego después entonces bueno sí perdón digo espera
        e et poi allora dunque dopo sì aspetti aspetta scusi ecco cioè
        euh heu alors puis ensuite oui voilà donc pardon ben attendez
        äh ähm öh dann und also ja nein genau moment warte nochmal komma
        en dan dus nou wacht nee
        então depois é hum né aí sim espere desculpe
        """
    )
) | {*PHRASES.split("|")}
"""Portuguese "um" is a one where other numbers are Portuguese."""
PORTUGUESE = frozenset(
    _words(
        "dois duas três quatro sete oito uma meia dez doze treze dezesseis dezessete dezoito dezenove vinte trinta quarenta "
        "cinquenta sessenta oitenta"
    )
)
_NAMES = (
    ("a", "ay"),
    ("b", "bi be bê bé bee"),
    ("c", "ci ce cê cé cee see"),
    ("d", "di de dê dé dee"),
    ("e", "ee"),
    ("f", "effe efe efa eff ef"),
    ("g", "gi ge gê gé gee"),
    ("h", "acca hache agá aitch haitch ache"),
    ("i", "eye"),
    ("j", "jota ji jay"),
    ("k", "kappa ka cá kay"),
    ("l", "elle ele ell el"),
    ("m", "emme eme em"),
    ("n", "enne ene"),
    ("ñ", "eñe"),
    ("p", "pi pe pê pé pee"),
    ("q", "cu quê cue"),
    ("r", "erre ere ar"),
    ("s", "esse ese ess es"),
    ("t", "ti te tê té tee"),
    ("v", "vu vi uve ve vê vé vee"),
    ("w", "double-you double-u double-vé dáblio"),
    ("x", "ics equis xis ixe ex"),
    ("y", "ipsilon ípsilon ypsilon"),
    ("z", "zeta zê zède zed zee"),
)
LETTERS: Mapping[str, str] = MappingProxyType(
    {
        **{name: letter for letter, names in _NAMES for name in names.split() if name not in NUMBERS},
        **{word: word[0] for word in ALPHABET.split()},
    }
)
_SURE_NAMES = frozenset(
    _words(
        """
        effe eff acca hache agá aitch haitch jota kappa emme enne eñe cê bê gê pê quê erre uve double-you double-u double-vé
        dáblio ics equis xis ipsilon ípsilon zeta zê zed
        """
    )
)
NAMES = frozenset(LETTERS) - {*ALPHABET.split()}
"""What letters are called; some are words, too."""
PARTICLES = frozenset(_words("ay be bi ci de di el ele elle em es ese esse ex ache ar gi pe pi see te ti ve vi"))
"""Names that are more often words: they count beside another letter."""
_UNSURE = frozenset(_words("um un e y o en sex see at point period space plus like so no once seize"))
ELSEWHERE = frozenset({"once", "seize"})
"""Numbers of one language that are words of English: after a number that is none of English they count."""
IS_SURE = frozenset({*NUMBERS, *ALPHABET.split(), *_SURE_NAMES, *TIMES}) - _UNSURE
"""Words that may begin and end a row, and of which it needs some."""
BELONGS = frozenset({*NUMBERS, *LETTERS, *TIMES, *SIGNS, *FILLERS})
