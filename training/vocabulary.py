"""The model's two word lists: BERT's pieces with runs of zeros in unused places, and the most frequent gaps of the corpus."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from gateway.adapters.presidio_detector.ner.dictionary import Dictionary
from gateway.adapters.presidio_detector.ner.words import MAX_ZEROS, WORD, Vocabulary, gap
from training.sources import generated, public, templates

GAPS = 256
_RECORDS_PER_SET = 400


def load(folder: Path) -> Vocabulary:
    """The lists in a folder, `dictionary.bin` of `training.dictionary_words` among them."""
    pieces = (folder / "pieces.txt").read_text("utf-8").splitlines()
    return Vocabulary(
        pieces,
        json.loads((folder / "gaps.json").read_text("ascii")),
        Dictionary((folder / "dictionary.bin").read_bytes()),
    )


def main() -> None:
    """`python -m training.vocabulary DATA VOCAB OUT WORK`."""
    data, vocab, out, work = (Path(each) for each in sys.argv[1:5])
    pieces = vocab.read_text("utf-8").splitlines()
    free = [at for at, piece in enumerate(pieces) if piece.startswith("[unused")]
    for zeros in range(1, MAX_ZEROS + 1):
        if "0" * zeros not in pieces:
            pieces[free.pop(0)] = "0" * zeros
    out.mkdir(parents=True, exist_ok=True)
    (out / "pieces.txt").write_text("\n".join(pieces) + "\n", "utf-8")
    counts: Counter[str] = Counter()
    for record in generated(data, templates(data, held_out=False), 6000, 7, work):
        _count(record.text, counts)
    for path in sorted((data / "public").glob("*.jsonl.xz")):
        own: Counter[str] = Counter()
        for number, record in enumerate(public(path)):
            if number < _RECORDS_PER_SET:
                _count(record.text, own)
        counts.update(own)
    gaps = ["<other>", *(each for each, _ in counts.most_common(GAPS - 1))]
    (out / "gaps.json").write_text(json.dumps(gaps, ensure_ascii=True), "ascii")


def _count(text: str, counts: Counter[str]) -> None:
    at = 0
    for found in WORD.finditer(text):
        counts[gap(text[at : found.start()])] += 1
        at = found.end()


if __name__ == "__main__":
    main()
