"""Batches for training: windows of one length, drawn by each source's share, and changed a little each time.

Changed are: case (the vocabulary has none, so only features change), signs between words, words of names (other names, or
ordinary words: where a name stands must tell, not only which it is), ordinary words (others, and abbreviations: an odd word is
not yet a name), and what the dictionary says, which is left out of some windows and of single words: it is no proof.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from gateway.adapters.presidio_detector.ner.dictionary import Band
from gateway.adapters.presidio_detector.ner.tags import LABELS
from gateway.adapters.presidio_detector.ner.words import LOWER, MIXED, NO_CASE, UPPER
from gateway.core.entities import Label

LENGTHS = (8, 12, 18, 24, 36, 48, 64, 80, 104, 128)
LOWERED, RAISED, UNSIGNED = 0.15, 0.03, 0.06
UNREAD = 0.15
"""Shares of windows."""
UNREAD_WORDS = 0.05
"""Share of words."""
SWAPPED = 0.3
"""Share of names that become other names."""
SPACE, GLUED = 1, 2
"""Gaps: the vocabulary's first two."""
_PERSON = 1 + 2 * LABELS.index(Label.PERSON)


@dataclass(frozen=True, slots=True)
class Mix:
    """What a training sees.

    `shares`: of all words, by source: generated CRM text of every kind, that without personal data once more, templates without
    slots, forms filled with words or names, then the public sets. `renamed`, `replaced`: shares of names that become ordinary
    words, and of ordinary words that become others.
    """

    shares: Mapping[str, float]
    renamed: float
    replaced: float


MIXES = {
    "first": Mix(
        {
            "crm": 0.50,
            "plain": 0.06,
            "fixed": 0.05,
            "web": 0.14,
            "social": 0.11,
            "spoken": 0.05,
            "dialogue": 0.04,
            "medical": 0.03,
            "foreign": 0.02,
        },
        renamed=0.06,
        replaced=0.05,
    ),
    "further": Mix(
        {
            "crm": 0.43,
            "plain": 0.14,
            "fixed": 0.06,
            "contrast": 0.09,
            "web": 0.10,
            "social": 0.09,
            "spoken": 0.04,
            "dialogue": 0.02,
            "medical": 0.02,
            "foreign": 0.01,
        },
        renamed=0.03,
        replaced=0.06,
    ),
    "ordinary": Mix(
        {
            "crm": 0.37,
            "plain": 0.13,
            "fixed": 0.07,
            "contrast": 0.08,
            "everyday": 0.09,
            "web": 0.08,
            "social": 0.08,
            "spoken": 0.03,
            "dialogue": 0.02,
            "medical": 0.01,
            "foreign": 0.04,
        },
        renamed=0.03,
        replaced=0.08,
    ),
    "names": Mix(
        {
            "crm": 0.42,
            "plain": 0.10,
            "fixed": 0.08,
            "contrast": 0.06,
            "everyday": 0.05,
            "web": 0.09,
            "social": 0.10,
            "spoken": 0.03,
            "dialogue": 0.02,
            "medical": 0.01,
            "foreign": 0.04,
        },
        renamed=0.04,
        replaced=0.06,
    ),
}
"""From MiniLM's weights a name is learnt from where it stands; further training teaches what is none."""


@dataclass(frozen=True, slots=True)
class Batch:
    """See `training.examples.Examples`; here of one length."""

    pieces: Tensor
    cases: Tensor
    gaps: Tensor
    bands: Tensor
    targets: Tensor


class Corpus:
    """All windows on the device, ready to be drawn."""

    def __init__(self, folder: Path, device: str, mix: Mix, batch_words: int) -> None:
        """Load `train-<source>-*.npz` of the mix's sources."""
        self._batch_words = batch_words
        parts = [_part(folder, source, device) for source in mix.shares]
        sizes = [(part.targets >= 0).sum(1) for part in parts]
        weight = torch.cat([share * size / size.sum() for share, size in zip(mix.shares.values(), sizes, strict=True)])
        size = torch.cat(sizes)
        self._all = Batch(*(torch.cat([getattr(part, key) for part in parts]) for key in Batch.__slots__))
        self._buckets: list[tuple[int, Tensor, Tensor]] = []
        floor = 0
        for length in LENGTHS:
            inside = ((size > floor) & (size <= length)).nonzero()[:, 0]
            self._buckets.append((length, inside, weight[inside].cumsum(0)))
            floor = length
        chances = np.array([float(cumulated[-1]) for _, _, cumulated in self._buckets])
        self._chances = chances / chances.sum()
        self.words = int(size.sum())

    def batch(self, dice: np.random.Generator) -> Batch:
        """As many windows of one length as make a batch."""
        length, inside, cumulated = self._buckets[dice.choice(len(self._buckets), p=self._chances)]
        drawn = torch.rand(self._batch_words // length, device=inside.device) * cumulated[-1]
        at = inside[torch.searchsorted(cumulated, drawn).clamp(max=len(inside) - 1)]
        whole = Batch(*(getattr(self._all, key)[at].long() for key in Batch.__slots__))
        return Batch(
            whole.pieces[:, :length],
            whole.cases[:, :length],
            whole.gaps[:, : length + 1],
            whole.bands[:, :length],
            whole.targets[:, :length],
        )


class Changes:
    """What batches are changed with: pieces of names, of ordinary words, and which pieces are long enough to be either."""

    def __init__(self, folder: Path, device: str, mix: Mix) -> None:
        """Load `names.npy`, `words.npy`, `long.npy`."""
        self._mix = mix
        self._names, self._words, self._long = (
            torch.tensor(np.load(folder / f"{name}.npy").astype(np.int64), device=device)
            for name in ("names", "words", "long")
        )

    def changed(self, batch: Batch) -> Batch:
        """The batch, as the module says; targets stay."""
        device, count, shape = batch.pieces.device, len(batch.pieces), batch.targets.shape
        dice = torch.rand(count, 1, device=device)
        lettered = batch.cases != NO_CASE
        cases = torch.where((dice < LOWERED) & lettered, LOWER, batch.cases)
        cases = torch.where((dice > 1 - RAISED) & lettered, UPPER, cases)
        unsigned = torch.rand(count, 1, device=device) < UNSIGNED
        gaps = torch.where(unsigned & (batch.gaps != GLUED), SPACE, batch.gaps)
        chance = torch.rand(shape, device=device)
        long = self._long[batch.pieces[..., 0]].bool()
        named = ((batch.targets == _PERSON) | (batch.targets == _PERSON + 1)) & long & (cases != MIXED)
        # A row of the tables holds a word's pieces, then its band.
        read = torch.cat([batch.pieces, batch.bands[..., None]], -1)
        read = torch.where((named & (chance < SWAPPED))[..., None], _any(self._names, shape), read)
        read = torch.where((named & (chance > 1 - self._mix.renamed))[..., None], _any(self._words, shape), read)
        plain = (batch.targets == 0) & lettered & long & (chance < self._mix.replaced)
        read = torch.where(plain[..., None], _any(self._words, shape), read)
        unread = (torch.rand(count, 1, device=device) < UNREAD) | (torch.rand(shape, device=device) < UNREAD_WORDS)
        bands = torch.where(unread, int(Band.UNKNOWN), read[..., -1])
        return Batch(read[..., :-1], cases, gaps, bands, batch.targets)


def _part(folder: Path, source: str, device: str) -> Batch:
    loaded = [np.load(file) for file in sorted(folder.glob(f"train-{source}-*.npz"))]
    return Batch(
        *(
            torch.from_numpy(np.concatenate([each[key] for each in loaded]).astype(np.int16)).to(device)
            for key in Batch.__slots__
        )
    )


def _any(table: Tensor, shape: torch.Size) -> Tensor:
    return table[torch.randint(len(table), shape, device=table.device)]
