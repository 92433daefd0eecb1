"""Common words of nineteen languages that are nobody's name: `python -m training.common_words DATA ORDINARY.txt OUT.bin`.

From wordfreq's lists (Apache-2.0; its data CC BY-SA 4.0, and so is what this writes), without short words, what `ORDINARY.txt`
has already, words that as many as five languages use alike, which are mostly names of the world, and whatever is a name in the
generator's lists, in a person's span of the public sets, in Faker's lists (MIT), in those of `names` (United States census) or of
gender-guesser. Names are only left out by the last three; nothing of theirs is written. Languages that decline names (`DECLINED`)
are asked for longer words, and of them none that may be a case of a name in Faker's lists of theirs.
"""

from __future__ import annotations

import pkgutil
import re
import sys
from collections.abc import Container, Iterable, Iterator
from importlib import import_module
from itertools import chain
from pathlib import Path

import gender_guesser
import names
from faker.providers import person
from wordfreq import get_frequency_dict

from gateway.adapters.presidio_detector.ner.lexicon import Usage, packed
from gateway.adapters.presidio_detector.ner.words import WORD, fold
from training.template_words import names_in

LARGE = ("en", "es", "fr", "de", "pt", "it", "nl", "pl", "sv", "nb")
SMALL = ("tr", "da")
"""Of these wordfreq has no large list."""
DECLINED = {
    "cs": ("large", ("cs_CZ", "sk_SK", "hr_HR", "sl_SI", "pl_PL")),
    "fi": ("large", ("fi_FI",)),
    "sk": ("small", ("cs_CZ", "sk_SK", "hr_HR", "sl_SI", "pl_PL")),
    "sh": ("small", ("cs_CZ", "sk_SK", "hr_HR", "sl_SI", "pl_PL")),
    "sl": ("small", ("cs_CZ", "sk_SK", "hr_HR", "sl_SI", "pl_PL")),
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
_NAME_COLUMNS = slice(3, 29)


def main() -> None:
    """See the module."""
    data, ordinary, out = map(Path, sys.argv[1:])
    left_out = {*ordinary.read_text("utf-8").split(), *names_in(data), *_listed_names()}
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
        names_there = set(_folded(chain.from_iterable(map(_faker_names, locales))))
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


def _listed_names() -> Iterator[str]:
    return chain(_folded(_faker()), _folded(_census()), _folded(_gender_guesser()))


def _folded(texts: Iterable[str]) -> Iterator[str]:
    return (fold(word) for text in texts for word in WORD.findall(text))


def _faker() -> Iterator[str]:
    for module in pkgutil.iter_modules(person.__path__):
        yield from _faker_names(module.name)


def _faker_names(locale: str) -> Iterator[str]:
    for attribute, values in vars(import_module(f"{person.__name__}.{locale}").Provider).items():
        if ("first_name" in attribute or "last_name" in attribute) and isinstance(values, list | tuple | dict):
            yield from map(str, values)


def _census() -> Iterator[str]:
    for path in Path(names.__file__).parent.glob("dist.*"):
        yield from (line.split()[0] for line in path.read_text("ascii").splitlines())


def _gender_guesser() -> Iterator[str]:
    lines = Path(gender_guesser.__file__).with_name("data").joinpath("nam_dict.txt").read_text("utf-8").splitlines()
    return (line[_NAME_COLUMNS] for line in lines if not line.startswith("#"))


if __name__ == "__main__":
    main()
