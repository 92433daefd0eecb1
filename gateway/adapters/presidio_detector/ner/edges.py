"""Words that stand beside names and are none: titles, courtesies, relations, interjections, marks of mail and chat.

The labels' scheme leaves them outside a name; the model, which learnt names of every look, sometimes takes one along. Taken off
the edges of what it calls a person, and nowhere else. Words that are names too count only in lower case. Own list.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gateway.core.common_words import word_set
from gateway.core.linking import plain_words

_ALWAYS = word_set(
    """
    mr mrs ms miss mx messrs dr dra prof professor sir madam missus rev reverend esq phd mba cpa
    herr herrn frau hausmeister onkel tante hallo gruss lg mfg vg senor senora senorita sra srta dona tia tio hola gracias
    monsieur madame mademoiselle mme mlle bonjour bjr slt salut merci tonton tata rdv
    signor signora signorina sig dottoressa dottssa ciao grazie buongiorno zia zio
    dhr mevr mevrouw meneer hoi groetjes senhor senhora oi ola obrigado obrigada
    pani panie bey hanim shri shrimati smt bhaiya bhai didi ji san
    uncle aunt aunty auntie granny grandma grandpa mum mummy mumsy dad daddy hubby hun
    hi hello hey hiya dear thanks thx cheers regards subject fwd re cc attn undisclosed recipients
    um uh erm hmm oh ok okay pls btw lmk fyi imo ngl asap eod omw brb tbd qbr poa
    """
)
_IN_LOWER_CASE = word_set(
    """
    don dag hej mw pan abi abla sr fr opa oma mate boss bro sis babe wife husband sister brother
    mother father son daughter partner colleague manager agent driver branch big old new the an and for with from to
    is was has
    """
)


def bare(run: Sequence[int], word: Callable[[int], str]) -> Sequence[int]:
    """The words of a name, given by number, without those at its edges that are none; perhaps none is left."""
    first, last = 0, len(run)
    while first < last and _is_beside(word(run[first])):
        first += 1
    while last > first and _is_beside(word(run[last - 1])):
        last -= 1
    return run[first:last]


def _is_beside(word: str) -> bool:
    plain = "".join(plain_words(word))
    return plain in _ALWAYS or (word.islower() and plain in _IN_LOWER_CASE)
