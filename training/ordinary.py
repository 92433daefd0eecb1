"""Ordinary words of many languages, to be put where no name stands: `python -m training.ordinary DATA OUT.txt`.

From wordfreq's lists (Apache-2.0; its data CC BY-SA 4.0, so the list is made anew and not kept here), without whatever stands in
a span of the public sets or in the lists of names and places, save for the very commonest words, which every list of names holds.
A line per language: its code, then its words, commonest first.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from wordfreq import top_n_list

from training.sources import fill_module, public

COUNTS = {
    "en": 25_000,
    "es": 15_000,
    "fr": 15_000,
    "de": 15_000,
    "pt": 15_000,
    "it": 15_000,
    "nl": 15_000,
} | dict.fromkeys(("pl", "tr", "sv", "da", "cs", "hu", "ro", "id"), 6_000)
COMMONEST = 1_200
_WORD = re.compile(r"[^\W\d_]{2,}")
_NAMING = {"PERSON", "LOCATION", "ORGANIZATION", "NRP", "USERNAME"}


def main() -> None:
    """See the module."""
    data, out = Path(sys.argv[1]), Path(sys.argv[2])
    names = _names(data)
    lines = [
        [language]
        + [
            word
            for rank, word in enumerate(top_n_list(language, count))
            if _WORD.fullmatch(word) and (rank < COMMONEST or word not in names)
        ]
        for language, count in COUNTS.items()
    ]
    out.write_text("".join(" ".join(line) + "\n" for line in lines), "utf-8")


def _names(data: Path) -> set[str]:
    lists = fill_module(data).Data()
    texts = [name for table in (lists.given, lists.sur, lists.cities) for names in table.values() for name in names]
    texts += [*lists.countries, *lists.epon]
    for path in (data / "public").glob("*.jsonl.xz"):
        for record in public(path):
            texts += [record.text[start:end] for start, end, label in record.spans if label in _NAMING]
    return {word.lower() for text in texts for word in _WORD.findall(text)}


if __name__ == "__main__":
    main()
