"""The records to learn from: filled CRM templates and the public sets, each as text, spans, and which labels were looked for.

`data` is the folder that holds `crm/`, `public/` and LABELS.md. Nothing of it is committed here; `templates/` beside this file
holds templates of our own, in the same form.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import lzma
import random
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

OWN_TEMPLATES = Path(__file__).parent / "templates"
HARD_TEMPLATES = OWN_TEMPLATES / "hard"
"""Of our own those that were written to be hard to tell: names like words, words like names. They are measured by themselves."""
HELD_OUT_PERCENT = 10
NOVEL = 0.7
"""Made-up names per real one: the model must learn where names stand, not which they are."""
SPLIT = {"nlupp": 4, "slurp": 4, "redocred": 10}
"""Public sets that come in one part: one record of so many is for development."""


_SHORTEST_NAME, _LONGEST_NAME = 3, 16
_LITERAL = re.compile(r"\[\[([A-Z_]+)\|(.*?)\]\]", re.DOTALL)
_SLOT = re.compile(r"\{_?[A-Z][A-Z_]+[.:@}]")


@dataclass(frozen=True, slots=True)
class Record:
    """One labelled text. `annotated`: labels that were looked for, None for all; `ignore`: ranges that say nothing."""

    text: str
    spans: tuple[tuple[int, int, str], ...]
    source: str
    annotated: frozenset[str] | None = None
    ignore: tuple[tuple[int, int], ...] = ()
    language: str = ""
    kind: str = ""


def templates(data: Path, *, held_out: bool) -> list[dict[str, Any]]:
    """The templates for training, or those left out of it: one of ten, chosen by the hash of its text."""
    rows = [json.loads(line) for line in (data / "crm" / "templates.jsonl").read_text("utf-8").splitlines()]
    for path in sorted(OWN_TEMPLATES.rglob("*.txt")):
        language = path.stem.split("_")[0]
        for number, block in enumerate(re.split(r"(?m)^@@ ", path.read_text("utf-8"))[1:]):
            head, text = block.split("\n", 1)
            kind, *region = head.split()
            rows.append(
                {
                    "id": f"own-{path.stem}-{number}",
                    "lang": language,
                    "kind": kind,
                    "region": region[0] if region else None,
                    "text": text.strip("\n"),
                    "is_hard": path.parent == HARD_TEMPLATES,
                }
            )
    return [row for row in rows if _is_held_out(row["text"]) == held_out]


def _is_held_out(text: str) -> bool:
    return hashlib.sha256(text.encode()).digest()[0] * 100 < HELD_OUT_PERCENT * 256


def generated(
    data: Path, rows: list[dict[str, Any]], count: int, seed: int, work: Path, *, novel: bool = True
) -> Iterator[Record]:
    """`count` records filled from template `rows`."""
    fill = fill_module(data)
    if novel:
        vars(fill)["Data"] = _with_novel_names(fill.Data, seed)
    listed, out = work / f"templates-{seed}.jsonl", work / f"filled-{seed}.jsonl"
    listed.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    shares = ["--lower", "0.2", "--upper", "0.02", "--typos", "0.06", "--combine", "0.3"]
    fill.main(["--n", str(count), "--seed", str(seed), "--templates", str(listed), "--out", str(out), *shares])
    for line in out.read_text("utf-8").splitlines():
        yield record(json.loads(line), "crm")
    listed.unlink()
    out.unlink()


def fixed(rows: list[dict[str, Any]]) -> Iterator[Record]:
    """The records of templates without slots, as they stand: filling leaves out what it has written before."""
    for row in rows:
        if _SLOT.search(row["text"]):
            continue
        parts: list[str] = []
        spans: list[tuple[int, int, str]] = []
        at = size = 0
        for found in _LITERAL.finditer(row["text"]):
            before = row["text"][at : found.start()]
            size += len(before)
            spans.append((size, size + len(found[2]), found[1]))
            parts += before, found[2]
            size += len(found[2])
            at = found.end()
        yield Record("".join([*parts, row["text"][at:]]), tuple(spans), "crm")


def is_hard(row: dict[str, Any]) -> bool:
    """True for a template of `HARD_TEMPLATES`."""
    return bool(row.get("is_hard"))


def is_without_data(row: dict[str, Any]) -> bool:
    """True for a template that holds no personal data, decoys aside."""
    return not _LITERAL.search(row["text"]) and not re.search(r"\{[A-Z]", row["text"])


def public(path: Path) -> Iterator[Record]:
    """The records of one public set."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield record(json.loads(line), path.name.split(".")[0])


def for_development(source: str, number: int) -> bool:
    """True if this record of this public set is measured on, not learnt from."""
    share = SPLIT.get(source.split("-", maxsplit=1)[0])
    return number % share == 0 if share else source.endswith("-dev")


def record(row: dict[str, Any], source: str) -> Record:
    """A line of the common form (LABELS.md)."""
    annotated = row.get("annotated")
    return Record(
        row["text"],
        tuple((span["start"], span["end"], span["label"]) for span in row["spans"]),
        source,
        None if annotated is None else frozenset(annotated),
        tuple((pair[0], pair[1]) for pair in row.get("ignore", ())),
        row["lang"],
        row["kind"],
    )


def fill_module(data: Path) -> ModuleType:
    """The generator of the CRM text, as a module."""
    folder = str(data / "crm")
    if folder not in sys.path:
        sys.path.insert(0, folder)
    spec = importlib.util.spec_from_file_location("crm_fill", data / "crm" / "fill.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(data / "crm" / "fill.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _with_novel_names(base: type, seed: int) -> type:
    class Novel(base):  # type: ignore[misc]  # the generator has no types
        """The generator's lists with made-up names among the real ones."""

        def __init__(self, no_dev: bool = False) -> None:  # noqa: FBT001, FBT002 - the generator's signature
            super().__init__(no_dev)
            dice = random.Random(seed)
            for lists in (self.given, self.sur):
                for region, names in lists.items():
                    made = (made_up(names, dice) for _ in range(int(NOVEL * len(names))))
                    lists[region] = names + [name for name in made if self.nick_ok(name)]

    return Novel


def made_up(names: list[str], dice: random.Random) -> str:
    """A word that sounds like these: each letter follows the two before it as in one of them."""
    followers: dict[str, list[str]] = {}
    for name in names:
        marked = f"^^{name}$"
        for at in range(len(marked) - 2):
            followers.setdefault(marked[at : at + 2], []).append(marked[at + 2])
    for _ in range(20):
        made = "^^"
        while not made.endswith("$") and len(made) < _LONGEST_NAME:
            made += dice.choice(followers[made[-2:]])
        made = made.strip("^$ -'")
        if len(made) >= _SHORTEST_NAME:
            return made
    return dice.choice(names)
