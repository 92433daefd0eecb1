"""MiniLM's weights under the network's names: `python -m training.minilm model.safetensors OUT.npz`.

Half precision: it is the start of a training only.
"""

from __future__ import annotations

import sys

import numpy as np
from safetensors.numpy import load_file

LAYERS = 6


def main() -> None:
    """See the module."""
    given = load_file(sys.argv[1])
    made = {
        "piece.weight": given["embeddings.word_embeddings.weight"],
        "position.weight": given["embeddings.position_embeddings.weight"]
        + given["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": given["embeddings.LayerNorm.weight"],
        "norm.bias": given["embeddings.LayerNorm.bias"],
    }
    for number in range(LAYERS):
        old, new = f"encoder.layer.{number}", f"layers.{number}"
        for end in ("weight", "bias"):
            parts = [given[f"{old}.attention.self.{part}.{end}"] for part in ("query", "key", "value")]
            made[f"{new}.qkv.{end}"] = np.concatenate(parts)
            made[f"{new}.out.{end}"] = given[f"{old}.attention.output.dense.{end}"]
            made[f"{new}.norm1.{end}"] = given[f"{old}.attention.output.LayerNorm.{end}"]
            made[f"{new}.up.{end}"] = given[f"{old}.intermediate.dense.{end}"]
            made[f"{new}.down.{end}"] = given[f"{old}.output.dense.{end}"]
            made[f"{new}.norm2.{end}"] = given[f"{old}.output.LayerNorm.{end}"]
    np.savez(sys.argv[2], **{name: value.astype(np.float16) for name, value in made.items()})


if __name__ == "__main__":
    main()
