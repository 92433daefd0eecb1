"""How good a network is on the development sets, word by word: enough to compare networks with each other.

What the product does with it, characters and all, is measured by `make pii-report`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from gateway.adapters.presidio_detector.ner.tags import LABELS, TAGS
from gateway.core.entities import DIRECT, Label
from training.network import Tagger

THRESHOLDS = (0.5, 0.3, 0.15, 0.07)
_AT_ONCE = 512


def measured(tagger: Tagger, folder: Path, device: str) -> Iterator[str]:
    """A line per set and threshold: names and other direct identifiers masked whole, words masked without a span."""
    for path in sorted(folder.glob("dev-*.npz")):
        data = np.load(path)
        hidden, goals = _hidden(tagger, data, device), data["targets"]
        none = goals == 0 if (goals == 0).any() else goals >= TAGS
        for threshold in THRESHOLDS:
            masked = hidden > threshold
            names: list[bool] = []
            others: list[bool] = []
            for row, goal in zip(masked, goals, strict=True):
                for label, whole in _spans(row.tolist(), goal.tolist()):
                    if label in DIRECT:
                        (names if label is Label.PERSON else others).append(whole)
            over = (masked & none).sum() / max(1, none.sum())
            yield (
                f"{path.stem} t={threshold} names {_percent(names)} other {_percent(others)} over {over * 100:.2f} %"
            )


def _hidden(tagger: Tagger, data: dict[str, NDArray[np.generic]], device: str) -> NDArray[np.float32]:
    parts = []
    for at in range(0, len(data["pieces"]), _AT_ONCE):
        pieces, cases, gaps, bands = (
            torch.from_numpy(data[key][at : at + _AT_ONCE].astype(np.int64)).to(device)
            for key in ("pieces", "cases", "gaps", "bands")
        )
        with torch.no_grad(), torch.autocast(device, torch.bfloat16):
            parts.append(1 - tagger(pieces, cases, gaps, bands).float().softmax(-1)[..., 0].cpu().numpy())
    return np.concatenate(parts)


def _spans(masked: Sequence[bool], goals: Sequence[int]) -> Iterator[tuple[Label, bool]]:
    """Each span's label, and whether all its words are masked."""
    label: Label | None = None
    whole = True
    for word, goal in zip([*masked, False], [*goals, 0], strict=True):
        inside = 1 <= goal < TAGS and goal % 2 == 0
        if label and not inside:
            yield label, whole
            label = None
        if 1 <= goal < TAGS and not inside:
            label, whole = LABELS[(goal - 1) // 2], True
        whole = whole and word


def _percent(values: Sequence[bool]) -> str:
    return f"{np.mean(values) * 100:.1f} % of {len(values)}" if values else "- of 0"
