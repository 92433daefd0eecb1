"""Prepares the corpus: `python -m training.prepare DATA VOCABULARY ORDINARY TEXTS OUT --filled N`; uses every core."""

from __future__ import annotations

import argparse
import json
import os
import random
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gateway.adapters.presidio_detector.ner.tags import TAGS
from gateway.adapters.presidio_detector.ner.words import MAX_PIECES, Vocabulary, Words
from training.contrast import Contrasts
from training.everyday import Everyday
from training.examples import Examples, Sets, examples
from training.sources import (
    Record,
    fill_module,
    fixed,
    for_development,
    generated,
    is_without_data,
    made_up,
    public,
    record,
    templates,
)
from training.vocabulary import load

GROUPS = {
    "web": ("uner-en-ewt", "wikigold", "crossner", "redocred", "re3d"),
    "social": ("btc", "wnut17"),
    "spoken": ("slurp", "nlupp"),
    "dialogue": ("sgd", "multidogo", "presidio-research"),
    "medical": ("meddocan",),
    "foreign": ("uner-pt", "uner-da", "uner-hr", "uner-sk", "uner-sv", "uner-sr"),
}
CHUNK = 8_000
_MIN_LONG = 3


def main() -> None:
    """See the module."""
    options = _options()
    out: Path = options.out
    out.mkdir(parents=True, exist_ok=True)
    words = load(options.vocabulary)
    rows, held_out = templates(options.data, held_out=False), templates(options.data, held_out=True)
    print(len(rows), "templates,", len(held_out), "held out", flush=True)
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        filled = [
            pool.submit(_filled, options.data, options.vocabulary, out, rows, CHUNK, seed, f"train-crm-{seed}")
            for seed in range(options.seed, options.seed + options.filled // CHUNK)
        ]
        filled.append(pool.submit(_filled, options.data, options.vocabulary, out, held_out, 3_000, 7, "dev-templates"))
        plain = [row for row in rows if is_without_data(row)]
        filled += [
            pool.submit(_filled, options.data, options.vocabulary, out, plain, CHUNK, seed, f"train-plain-{seed}")
            for seed in (options.seed - 89, options.seed - 88)
        ]
        _save(out / "train-fixed-0.npz", examples(fixed(rows), words, Sets()))
        sets = Sets()
        _ordinary_texts(options, words, sets, out)
        _public(options.data, words, sets, out)
        for each in filled:
            each.result()
    np.save(out / "masks.npy", np.concatenate([np.eye(TAGS, dtype=np.bool_), np.array(sets.masks)]))
    _tables(options, words, out)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("vocabulary", type=Path)
    parser.add_argument("ordinary", type=Path)
    parser.add_argument("texts", type=Path, help="translations and the like, see training.everyday")
    parser.add_argument("out", type=Path)
    parser.add_argument("--filled", type=int, default=240_000)
    parser.add_argument("--seed", type=int, default=100, help="of the first filled records")
    return parser.parse_args()


def _ordinary_texts(options: argparse.Namespace, words: Vocabulary, sets: Sets, out: Path) -> None:
    rarer = options.vocabulary / "words.txt"
    for seed, listed in ((21, options.ordinary), (22, options.ordinary), (23, rarer)):
        made = Contrasts(options.data, listed).records(5 * CHUNK, seed)
        _save(out / f"train-contrast-{seed}.npz", examples(made, words, Sets()))
    everyday = Everyday(options.data, options.texts, rarer).records(8 * CHUNK, 24)
    _save(out / "train-everyday-24.npz", examples(everyday, words, sets))


def _tables(options: argparse.Namespace, words: Vocabulary, out: Path) -> None:
    """What batches are changed with (`training.batches.Changes`)."""
    np.save(out / "names.npy", _names(options.data, words))
    np.save(out / "words.npy", _ordinary(options.ordinary, words))
    pieces = (options.vocabulary / "pieces.txt").read_text("utf-8").splitlines()
    np.save(out / "long.npy", np.array([len(each) >= _MIN_LONG and each.isalpha() for each in pieces]))
    gaps = json.loads((options.vocabulary / "gaps.json").read_text("ascii"))
    (out / "facts.json").write_text(json.dumps({"gaps": len(gaps)}))


def _filled(
    data: Path, lists: Path, out: Path, rows: list[dict[str, object]], count: int, seed: int, name: str
) -> None:
    records = generated(data, rows, count, seed, out, novel=not name.startswith("dev"))
    _save(out / f"{name}.npz", examples(records, load(lists), Sets()))


def _public(data: Path, words: Vocabulary, sets: Sets, out: Path) -> None:
    learnt: dict[str, list[Record]] = {group: [] for group in GROUPS}
    for group, sources in GROUPS.items():
        for path in sorted((data / "public").glob("*.jsonl.xz")):
            source = path.name.split(".")[0]
            if not source.startswith(sources):
                continue
            kept = []
            for number, each in enumerate(public(path)):
                (kept if for_development(source, number) else learnt[group]).append(each)
            if kept:
                _save(out / f"dev-{source}.npz", examples(kept, words, sets))
        _save(out / f"train-{group}-0.npz", examples(learnt[group], words, sets))
    lines = (data / "crm" / "dev.jsonl").read_text("utf-8").splitlines()
    _save(out / "dev-crm.npz", examples((record(json.loads(line), "crm-dev") for line in lines), words, sets))


def _save(path: Path, made: Examples) -> None:
    np.savez(path, pieces=made.pieces, cases=made.cases, gaps=made.gaps, bands=made.bands, targets=made.targets)


def _ordinary(listed: Path, words: Vocabulary) -> NDArray[np.uint16]:
    """Pieces of ordinary words, and of abbreviations and misspellings of them."""
    dice = random.Random(5)
    plain = sorted({word for line in listed.read_text("utf-8").splitlines() for word in line.split()[1:]})
    cut = [words.cut(word) for word in [*plain, *(_garbled(dice.choice(plain), dice) for _ in range(len(plain) // 4))]]
    return _rows(cut)


def _rows(cut: Iterable[Words]) -> NDArray[np.uint16]:
    """Of each single word its pieces, then its band."""
    rows = [[*each.pieces[0], each.bands[0]] for each in cut if len(each.pieces) == 1]
    return np.array(rows, np.uint16).reshape(-1, MAX_PIECES + 1)


def _garbled(word: str, dice: random.Random) -> str:
    kind = dice.randrange(3)
    if kind == 0:
        return word[0] + "".join(char for char in word[1:] if char not in "aeiou")
    if kind == 1:
        return word[: dice.choice((2, 3, 4))]
    at = dice.randrange(len(word))
    return word[:at] + dice.choice("abcdefghijklmnoprstuvwxyz") + word[at + 1 :]


def _names(data: Path, words: Vocabulary) -> NDArray[np.uint16]:
    """Pieces of words that names are made of: the lists', and made-up ones."""
    lists = fill_module(data).Data()
    dice = random.Random(3)
    found: list[str] = []
    for table in (lists.given, lists.sur):
        for names in table.values():
            found += names + [made_up(names, dice) for _ in range(len(names))]
    single = sorted({word for name in found for word in name.replace("-", " ").split() if len(word) >= _MIN_LONG})
    cut = [words.cut(word) for word in single]
    return _rows(cut)


if __name__ == "__main__":
    main()
