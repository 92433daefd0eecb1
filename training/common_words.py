"""Common words of nineteen languages that are nobody's name: `python -m training.common_words DATA ORDINARY.txt OUT.bin`.

From wordfreq's lists (Apache-2.0; its data CC BY-SA 4.0, and so is what this writes), without short words, what `ORDINARY.txt`
has already, words that as many as five languages use alike, which are mostly names of the world, and whatever is a name in the
generator's lists, in a person's span of the public sets, in Faker's lists (MIT), in those of `names` (United States census) or of
gender-guesser. Names are only left out by the last three; nothing of theirs is written. Languages that decline names (`DECLINED`)
are asked for longer words, and of them none that may be a case of a name in Faker's lists of theirs.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Container, Iterator
from itertools import chain
from pathlib import Path

from wordfreq import get_frequency_dict

from gateway.adapters.presidio_detector.ner.lexicon import Usage, packed
from gateway.adapters.presidio_detector.ner.words import fold
from training.listed_names import listed_names, names_of
from training.template_words import names_in

LARGE = ("en", "es", "fr", "de", "pt", "it", "nl", "pl", "sv", "nb")
SMALL = ("tr", "da")
"""Of these wordfreq has no large list."""
_SLAVIC = ("cs_CZ", "sk_SK", "hr_HR", "sl_SI", "pl_PL")
DECLINED = {
    "cs": ("large", _SLAVIC),
    "fi": ("large", ("fi_FI",)),
    "sk": ("small", _SLAVIC),
    "sh": ("small", _SLAVIC),
    "sl": ("small", _SLAVIC),
    "ro": ("small", ("ro_RO",)),
    "hu": ("small", ("hu_HU",)),
}
"""wordfreq's list of each and Faker's lists of its names."""
COMMON, FAIR = 1e-5, 10**-5.5
SHORTEST, SHORTEST_DECLINED, SHORTEST_STEM = 3, 4, 3
LONGEST_ENDING = 3
SPREAD, TENTH = 5, 0.1
"""A word that so many languages use, each at least a tenth as often as the one that uses it most, is left out."""
_PLAIN = re.compile(r"[^\W\d_]{2,}")


def main() -> None:
    """See the module."""
    data, ordinary, out = map(Path, sys.argv[1:])
    left_out = {*ordinary.read_text("utf-8").split(), *names_in(data), *listed_names()}
    words = [(word, usage) for word, usage in chain(_common(), _declined()) if word not in left_out]
    out.write_bytes(packed(words))


def _common() -> Iterator[tuple[str, Usage]]:
    tables = [_frequencies(language, "large") for language in LARGE] + [_frequencies(each, "small") for each in SMALL]
    for word in set(chain.from_iterable(tables)):
        shares = [table.get(word, 0.0) for table in tables]
        most = max(shares)
        is_spread = sum(share >= most * TENTH for share in shares) >= SPREAD
        if len(word) >= SHORTEST and most >= FAIR and not is_spread:
            yield word, Usage.COMMON if most >= COMMON else Usage.FAIR


def _declined() -> Iterator[tuple[str, Usage]]:
    others = [_frequencies(language, "large") for language in LARGE]
    for language, (size, locales) in DECLINED.items():
        names_there = set(chain.from_iterable(map(names_of, locales)))
        stems = {_stem(name) for name in names_there if len(name) > SHORTEST_STEM}
        for word, share in _frequencies(language, size).items():
            is_spread = sum(table.get(word, 0.0) >= share * TENTH for table in others) >= SPREAD - 1
            if len(word) >= SHORTEST_DECLINED and share >= FAIR and not is_spread and not _is_case(word, stems):
                yield word, Usage.COMMON if share >= COMMON else Usage.FAIR


def _stem(name: str) -> str:
    """What all cases of a name begin with: of Virtanen, genitive Virtasen, "virta"."""
    return name.removesuffix("nen") if name.endswith("nen") else name.rstrip("aeiouy") or name


def _is_case(word: str, stems: Container[str]) -> bool:
    endings = range(1, min(LONGEST_ENDING, len(word) - SHORTEST_STEM) + 1)
    return any(word[:-ending] in stems for ending in endings)


def _frequencies(language: str, size: str) -> dict[str, float]:
    """Of each word its share of the language, spellings that fold to one taken together."""
    found: dict[str, float] = {}
    for word, share in get_frequency_dict(language, wordlist=size).items():
        if _PLAIN.fullmatch(word):
            found[fold(word)] = found.get(fold(word), 0.0) + share
    return found


if __name__ == "__main__":
    main()
