"""Which words are ordinary ones of some language, and which names: `python -m training.dictionary_words DICTIONARIES OUT`.

From wordfreq's lists (Apache-2.0; its data CC BY-SA 4.0) what a spelling dictionary takes in lower case: "rose" and "will" are
words, "michael" is none. Those that Faker, the United States census or gender-guesser lists as a name are marked as such; the
lists of the generator and of the evaluation are not asked. Where no dictionary has a licence that permits this, or one writes
nouns with a capital (German), listed names are left out instead. Names that are no such words come from Faker (MIT) and the
census (public domain) alone.

Writes `dictionary.bin`, which `ner/dictionary.py` reads, and `words.txt` for `training.prepare`: a line per language of its
fairly common words that are no name, commonest first. DICTIONARIES holds npm's `dictionary-XX` packages, unpacked, one folder
each; the program `hunspell` must be there.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path

from wordfreq import get_frequency_dict

from gateway.adapters.presidio_detector.ner.dictionary import Band, packed
from gateway.adapters.presidio_detector.ner.words import fold
from training.listed_names import free_names, listed_names

CHECKED = {
    "en": "large",
    "es": "large",
    "fr": "large",
    "pt": "large",
    "nl": "large",
    "pl": "large",
    "da": "small",
    "tr": "small",
}
"""Languages with a dictionary under MIT, BSD or MPL terms, and which of wordfreq's lists they have."""
UNCHECKED = ("de", "it", "sv", "nb")
COMMON, FAIR, RARE = 1e-5, 1e-6, 1e-7
ABROAD, TENTH = 2, 0.1
"""A word that so many of the checked languages use, each at least a tenth as often, though their dictionaries refuse it, is a
name of the world more often than not."""
_PLAIN = re.compile(r"[^\W\d_]{2,}")


def main() -> None:
    """See the module."""
    dictionaries, out = map(Path, sys.argv[1:])
    tables = {language: _shares(language, size) for language, size in CHECKED.items()}
    taken = {each: _accepted(dictionaries / f"dictionary-{each}", table) for each, table in tables.items()}
    names = frozenset(listed_names())
    for language in UNCHECKED:
        table = _shares(language, "large")
        taken[language] = {
            word
            for word, share in table.items()
            if share >= FAIR and fold(word) not in names and not _is_foreign(word, share, tables, taken)
        }
        tables[language] = table
    bands: dict[str, Band] = dict.fromkeys(free_names(), Band.NAME)
    bands |= _bands(tables, taken, names)
    (out / "dictionary.bin").write_bytes(packed(bands.items()))
    with (out / "words.txt").open("w", encoding="utf-8") as lines:
        for language, words in taken.items():
            shown = sorted(words, key=tables[language].__getitem__, reverse=True)
            kept = (word for word in shown if tables[language][word] >= FAIR and fold(word) not in names)
            lines.write(" ".join([language, *kept]) + "\n")


def _bands(
    tables: Mapping[str, Mapping[str, float]], taken: Mapping[str, AbstractSet[str]], names: AbstractSet[str]
) -> Mapping[str, Band]:
    """Of each word its band, by the language that uses it most."""
    shares: dict[str, float] = {}
    for language, words in taken.items():
        for word in words:
            folded = fold(word)
            shares[folded] = max(shares.get(folded, 0.0), tables[language][word])
    return {word: _band(share, is_name=word in names) for word, share in shares.items()}


def _band(share: float, *, is_name: bool) -> Band:
    if is_name:
        return Band.COMMON_NAME if share >= COMMON else Band.RARE_NAME
    if share >= FAIR:
        return Band.COMMON if share >= COMMON else Band.FAIR
    return Band.RARE


def _shares(language: str, size: str) -> Mapping[str, float]:
    """Of each word its share of the language."""
    found = get_frequency_dict(language, wordlist=size)
    return {word: share for word, share in found.items() if share >= RARE and _PLAIN.fullmatch(word)}


def _is_foreign(
    word: str, share: float, tables: Mapping[str, Mapping[str, float]], taken: Mapping[str, AbstractSet[str]]
) -> bool:
    users = [each for each in CHECKED if tables[each].get(word, 0.0) >= share * TENTH]
    return len(users) >= ABROAD and not any(word in taken[each] for each in users)


def _accepted(folder: Path, words: Iterable[str]) -> AbstractSet[str]:
    """The words that the dictionary takes as they stand."""
    asked = set(words)
    command = ["hunspell", "-d", str(folder / "package" / "index"), "-i", "utf-8", "-l"]
    refused = subprocess.run(command, input="\n".join(sorted(asked)), capture_output=True, check=True, encoding="utf-8")
    return asked - set(refused.stdout.split())


if __name__ == "__main__":
    main()
