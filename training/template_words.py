"""Ordinary words: `python -m training.template_words DATA OUT.txt`.

The text of the templates between their slots, and `ordinary_words/`, lists by language of our own, without whatever is a name in
the generator's lists or in a person's span of the public sets; and `closed_words.txt`, our list of words that few people are
called by though some list of names holds them: articles, pronouns, forms of "to be", months and days, kin. Held-out templates are
left out, so that measuring on them stays fair, and so are those that are hard to tell: they call things by people's names.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from gateway.adapters.presidio_detector.ner.words import WORD, fold
from training.sources import fill_module, for_development, is_hard, public, templates

LISTS = Path(__file__).with_name("ordinary_words")
CLOSED = Path(__file__).with_name("closed_words.txt")
_SLOTS = re.compile(r"\[\[[^\]]*\]\]|\{[^}]*\}")
_SHORTEST = 2


def main() -> None:
    """See the module."""
    data, out = Path(sys.argv[1]), Path(sys.argv[2])
    rows = (row for row in templates(data, held_out=False) if not is_hard(row))
    texts = [_SLOTS.sub(" ", row["text"]) for row in rows]
    texts += [path.read_text("utf-8") for path in sorted(LISTS.glob("*.txt"))]
    written = {word for text in texts for word in _folded(text) if word.isalpha()}
    closed = set(_folded(CLOSED.read_text("utf-8")))
    words = {word for word in (written - set(names_in(data))) | closed if len(word) >= _SHORTEST}
    out.write_text("\n".join(sorted(words)) + "\n", "utf-8")


def names_in(data: Path) -> Iterator[str]:
    """Words, folded, that are somebody's name in the generator's lists or in the training part of the public sets."""
    lists = fill_module(data).Data()
    for table in (lists.given, lists.sur):
        yield from _folded(" ".join(name for names in table.values() for name in names))
    for path in (data / "public").glob("*.jsonl.xz"):
        for number, record in enumerate(public(path)):
            people = [record.text[start:end] for start, end, label in record.spans if label == "PERSON"]
            if people and not for_development(record.source, number):
                yield from _folded(" ".join(people))


def _folded(text: str) -> list[str]:
    return [fold(word) for word in WORD.findall(text)]


if __name__ == "__main__":
    main()
