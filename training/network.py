"""The network in PyTorch: word vectors from pieces, then MiniLM's transformer layers, then one score per tag.

A word's vector is its first piece's plus its further pieces' weighed by learnt factors per place, plus vectors for its case, for
its band in the dictionary and for the gaps on both sides. The bands' begin as nothing, so that weights without them go on as they
were. Sizes and first weights are those of all-MiniLM-L6-v2 (Apache-2.0); of its six layers `layers` are taken.
`ConvolutionTagger` is the same with convolutions in the place of attention.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from gateway.adapters.presidio_detector.ner.dictionary import BANDS

HIDDEN, HEADS, INNER, POSITIONS = 384, 12, 1536, 512
EPSILON = 1e-12


class Layer(nn.Module):
    """One post-norm transformer layer."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=EPSILON)
        self.up = nn.Linear(HIDDEN, INNER)
        self.down = nn.Linear(INNER, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=EPSILON)

    def forward(self, x: Tensor, mask: Tensor, drop: float) -> Tensor:
        """`x`: batch × words × HIDDEN; `mask`: batch × 1 × 1 × words, True where there is a word."""
        batch, words, _ = x.shape
        q, k, v = self.qkv(x).view(batch, words, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
        # Written out: PyTorch's own with a mask is several times slower on processors.
        likeness = (q @ k.transpose(-1, -2) * (HIDDEN // HEADS) ** -0.5).masked_fill(~mask, -torch.inf)
        seen = likeness.softmax(-1).to(v.dtype) @ v
        seen = self.out(seen.transpose(1, 2).reshape(batch, words, HIDDEN))
        x = self.norm1(x + functional.dropout(seen, drop, self.training))
        return self.norm2(
            x + functional.dropout(self.down(functional.gelu(self.up(x), approximate="tanh")), drop, self.training)
        )


class Convolution(nn.Module):
    """One gated convolution over `width` words with a residual."""

    def __init__(self, width: int = 5) -> None:
        super().__init__()
        self.conv = nn.Conv1d(HIDDEN, 2 * HIDDEN, width, padding=width // 2)
        self.norm = nn.LayerNorm(HIDDEN, eps=EPSILON)

    def forward(self, x: Tensor, mask: Tensor, drop: float) -> Tensor:
        """As `Layer`'s."""
        x = x * mask[:, 0, 0, :, None]
        seen = functional.glu(self.conv(x.transpose(1, 2)), dim=1).transpose(1, 2)
        return self.norm(x + functional.dropout(seen, drop, self.training))


class Tagger(nn.Module):
    """Scores per word and tag."""

    def __init__(
        self, pieces: int, gaps: int, cases: int, per_word: int, tags: int, layers: int, kind: str = "attention"
    ) -> None:
        super().__init__()
        self.piece = nn.Embedding(pieces, HIDDEN, padding_idx=0)
        self.place = nn.Parameter(torch.full((per_word, HIDDEN), 0.5))
        self.position = nn.Embedding(POSITIONS, HIDDEN)
        self.case = nn.Embedding(cases, HIDDEN)
        self.band = nn.Embedding(BANDS, HIDDEN)
        self.before = nn.Embedding(gaps, HIDDEN)
        self.after = nn.Embedding(gaps, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=EPSILON)
        self.layers = nn.ModuleList(Layer() if kind == "attention" else Convolution() for _ in range(layers))
        self.head = nn.Linear(HIDDEN, tags)
        with torch.no_grad():
            self.place[0] = 1.0
            for table in (self.case, self.before, self.after):
                table.weight.normal_(0, 0.02)
            self.band.weight.zero_()

    def forward(self, pieces: Tensor, cases: Tensor, gaps: Tensor, bands: Tensor, drop: float = 0.1) -> Tensor:
        """`pieces`: batch × words × per word; `cases`, `bands`: batch × words; `gaps`: batch × (words + 1).

        Padding words have piece 0.
        """
        mask = (pieces[..., 0] != 0)[:, None, None, :]
        x = (self.piece(pieces) * self.place).sum(2)
        x = (
            x
            + self.position.weight[: x.shape[1]]
            + self.case(cases)
            + self.band(bands)
            + self.before(gaps[:, :-1])
            + self.after(gaps[:, 1:])
        )
        x = functional.dropout(self.norm(x), drop, self.training)
        for layer in self.layers:
            x = layer(x, mask, drop)
        return self.head(x)
