"""Trains one network for so many seconds, measures it on the development sets, and writes its weights.

`python -m training.train KIND --folder PREPARED --weights MINILM --out OUT`. On an H100 two networks at a time, six minutes.
The rate falls along a cosine; what is written is an average over the last steps. With trained weights in the place of MiniLM's,
and `--mix further`, training goes on, on a processor, too.
"""

from __future__ import annotations

import argparse
import json
import math
import time
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from gateway.adapters.presidio_detector.ner.tags import TAGS
from gateway.adapters.presidio_detector.ner.words import CASES, MAX_PIECES
from training.batches import MIXES, Changes, Corpus
from training.measure import measured
from training.network import Tagger

KINDS = {
    "t2": ("attention", 2),
    "t3": ("attention", 3),
    "t4": ("attention", 4),
    "t5": ("attention", 5),
    "t6": ("attention", 6),
    "c4": ("convolution", 4),
}
PRETRAINED_TABLE, FRESH = 0.4, 3.0
"""How fast the table of pieces and the new weights learn beside the layers': the table keeps what it knows of words that the
corpus lacks."""
_FRESH_NAMES = {"case", "band", "before", "after", "head", "place"}
_IMPOSSIBLE = -1e9
AVERAGED_EVERY, EARLY_AVERAGE, EARLY = 10, 0.9, 0.3
KEPT_EVERY = 200
"""Steps after which the average so far is written, and the loss told."""


def main() -> None:
    """See the module."""
    options = _options()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(options.seed)
    tagger = start(options.kind, options.weights, json.loads((options.folder / "facts.json").read_text())["gaps"])
    tagger.to(device)
    mix = MIXES[options.mix]
    corpus, changes = Corpus(options.folder, device, mix, options.batch), Changes(options.folder, device, mix)
    masks = torch.tensor(np.load(options.folder / "masks.npy"), device=device)
    print(options.kind, "corpus of", corpus.words, "words", flush=True)
    _train(tagger, corpus, changes, masks, options, device)
    tagger.eval()
    _keep(tagger.state_dict(), options.out / f"{options.name or options.kind}.npz")
    for row in measured(tagger, options.folder, device):
        print(options.kind, row, flush=True)


def start(kind: str, weights: Path, gaps: int) -> Tagger:
    """A network with MiniLM's weights where it has them."""
    shape, layers = KINDS[kind]
    given = {name: torch.from_numpy(value.astype(np.float32)) for name, value in np.load(weights).items()}
    tagger = Tagger(len(given["piece.weight"]), gaps, CASES, MAX_PIECES, TAGS, layers, shape)
    own = tagger.state_dict()
    own.update({name: value for name, value in given.items() if name in own and own[name].shape == value.shape})
    tagger.load_state_dict(own)
    return tagger


def loss_of(scores: Tensor, targets: Tensor, masks: Tensor) -> Tensor:
    """Mean of -log of the probability of all that may be true of a word."""
    logs = scores.float().log_softmax(-1).masked_fill(~masks[targets.clamp(min=0)], _IMPOSSIBLE)
    known = (targets >= 0).float()
    return -(torch.logsumexp(logs, -1) * known).sum() / known.sum()


def _train(
    tagger: Tagger, corpus: Corpus, changes: Changes, masks: Tensor, options: argparse.Namespace, device: str
) -> None:
    optimizer = torch.optim.AdamW(_groups(tagger, options.rate), weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    rates = [group["lr"] for group in optimizer.param_groups]
    first = {name: value.detach().clone().float() for name, value in tagger.state_dict().items()}
    average = {name: value.clone() for name, value in first.items()}
    dice = np.random.default_rng(options.seed)
    began, step, seen = time.monotonic(), 0, 0
    while (spent := (time.monotonic() - began) / options.seconds) < 1:
        cosine = 0.5 + 0.5 * math.cos(math.pi * spent)
        factor = min(1.0, (step + 1) / options.warm) * (options.last + (1 - options.last) * cosine)
        for group, rate in zip(optimizer.param_groups, rates, strict=True):
            group["lr"] = rate * factor
        batch = changes.changed(corpus.batch(dice))
        with torch.autocast(device, torch.bfloat16):
            scores = tagger(batch.pieces, batch.cases, batch.gaps, batch.bands, options.drop)
        loss = loss_of(scores, batch.targets, masks)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(tagger.parameters(), 1.0)
        optimizer.step()
        step, seen = step + 1, seen + batch.targets.numel()
        if step % AVERAGED_EVERY == 0:
            _average(average, tagger, options.average if spent > EARLY else EARLY_AVERAGE)
        if step % KEPT_EVERY == 0:
            _keep(average, options.out / f"{options.name or options.kind}-{step}.npz")
            print(f"{options.kind} step {step} words {seen / 1e6:.0f}M loss {float(loss.detach()):.4f}", flush=True)
    tagger.load_state_dict({name: first[name].lerp(value, options.share) for name, value in average.items()})


def _keep(weights: Mapping[str, Tensor], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez(path, **{name: value.cpu().numpy().astype(np.float16) for name, value in weights.items()})


def _groups(tagger: Tagger, rate: float) -> list[dict[str, object]]:
    return [
        {"params": [value for name, value in tagger.named_parameters() if _factor(name) == factor], "lr": rate * factor}
        for factor in (PRETRAINED_TABLE, 1.0, FRESH)
    ]


def _factor(name: str) -> float:
    table = name.split(".", maxsplit=1)[0]
    if table == "piece":
        return PRETRAINED_TABLE
    return FRESH if table in _FRESH_NAMES else 1.0


@torch.no_grad()
def _average(average: dict[str, Tensor], tagger: Tagger, decay: float) -> None:
    for name, value in tagger.state_dict().items():
        average[name].lerp_(value.float(), 1 - decay)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("--seconds", type=float, default=340)
    parser.add_argument("--mix", choices=MIXES, default="first", help="what is learnt from")
    parser.add_argument(
        "--share", type=float, default=1.0, help="of what was learnt; the rest is the weights it began with"
    )
    parser.add_argument("--rate", type=float, default=2.5e-4)
    parser.add_argument("--last", type=float, default=0.01, help="share of the rate that is left at the end")
    parser.add_argument("--warm", type=int, default=300, help="steps until the whole rate")
    parser.add_argument("--batch", type=int, default=32_768, help="words")
    parser.add_argument("--average", type=float, default=0.995, help="how long the average lasts: per ten steps")
    parser.add_argument("--drop", type=float, default=0.2)
    parser.add_argument("--name", default="")
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
