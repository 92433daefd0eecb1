"""Mixes trained weights: `python -m training.blend OUT.npz A.npz=1 B.npz=0.5 --temperature 1.2`.

Networks that were trained on from the same weights may be averaged, weight by weight; the mean hides more and takes less for a
name than any of them. Weights that one of them lacks count as nothing: those of a later input begin so. The scores are divided by
the temperature, since what is trained long is too sure of itself.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_HEAD = "head."
"""What makes scores of what the layers found."""

Weights = dict[str, NDArray[np.float32]]


def main(argv: Sequence[str] | None = None) -> None:
    """See the module."""
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("parts", nargs="+", help="FILE=WEIGHT")
    parser.add_argument("--temperature", type=float, default=1.0)
    options = parser.parse_args(argv)
    mixed = blended([_part(each) for each in options.parts])
    for name in mixed:
        if name.startswith(_HEAD):
            mixed[name] /= options.temperature
    np.savez(options.out, **{name: value.astype(np.float16) for name, value in mixed.items()})


def blended(parts: Sequence[tuple[Weights, float]]) -> Weights:
    """The mean of the weights, each counted as its number says."""
    whole = sum(share for _, share in parts)
    mixed: Weights = {}
    for weights, share in parts:
        for name, value in weights.items():
            mixed[name] = mixed.get(name, np.zeros_like(value)) + value * np.float32(share / whole)
    return mixed


def _part(text: str) -> tuple[Weights, float]:
    path, share = text.rsplit("=", 1)
    with np.load(path) as loaded:
        return {name: value.astype(np.float32) for name, value in loaded.items()}, float(share)


if __name__ == "__main__":
    main()
