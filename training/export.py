"""From trained weights to the ONNX file that ships: one window at a time, weights int8 per channel, activations int8 per tensor.

The graph is written node by node with ONNX Runtime's own fused operators, so that what runs is what stands here and no exporter's
or optimiser's idea of it. Inputs: `pieces` int32 [words, per word], `looks` int32 [words], a word's case times `BANDS` plus its
band, `gaps` int32 [words + 1]. Output: `tags` float32 [words, tags], probabilities.

Tables and matrices lie beside the graph, in OUT.onnx.data: the runtime maps that file and reads a piece's row when a text has it.

`python -m training.export WEIGHTS.npz OUT.onnx --threshold T`: T is the chance of being something at which a word is best masked;
the scores are shifted so that it becomes `FLOOR`, the threshold that policies start from.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from gateway.adapters.presidio_detector.ner.tags import FLOOR

HEADS = 12
EPSILON = 1e-12
DOMAIN = "com.microsoft"
LEVELS = 127
HALF_LEVELS = 63
"""Seven bits: on processors without VNNI two products are added in 16 bits, which eight bits can overflow."""

PAGE = 4096

Array = NDArray[np.float32]


class Graph:
    """Nodes and constants as they are added; each method returns the name of what it computes."""

    def __init__(self, weights: Mapping[str, Array], levels: int = HALF_LEVELS) -> None:
        self.weights = weights
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []
        self._levels = levels
        self._count = 0

    def add(self, kind: str, *inputs: str, domain: str = "", **attributes: object) -> str:
        """A node with one output."""
        self._count += 1
        name = f"{kind.lower()}{self._count}"
        self.nodes.append(helper.make_node(kind, inputs, [name], domain=domain, **attributes))
        return name

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        """A named constant."""
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def weight(self, name: str) -> str:
        """A float weight by its PyTorch name."""
        return self.constant(name, self.weights[name].astype(np.float32))

    def linear(self, x: str, name: str) -> str:
        """`x` @ W + b: int8 weights with a scale per output, activations quantised as they come."""
        matrix = self.weights[f"{name}.weight"].T
        scale = np.abs(matrix).max(0) / self._levels
        scale[scale == 0] = 1.0
        quantised = np.clip(np.rint(matrix / scale), -self._levels, self._levels).astype(np.int8)
        inputs = [
            x,
            self.constant(f"{name}.q", quantised),
            self.constant(f"{name}.s", scale.astype(np.float32)),
            self.constant(f"{name}.z", np.zeros(scale.shape, np.int8)),
            self.weight(f"{name}.bias"),
        ]
        return self.add("DynamicQuantizeMatMul", *inputs, domain=DOMAIN)

    def rows(self, table: str, numbers: str) -> str:
        """Rows of an embedding, kept as int8 with a scale per row."""
        values = self.weights[table]
        scale = np.abs(values).max(1, keepdims=True) / LEVELS
        scale[scale == 0] = 1.0
        quantised = np.rint(values / scale).astype(np.int8)
        picked = self.add("Gather", self.constant(f"{table}.q", quantised), numbers)
        scales = self.add("Gather", self.constant(f"{table}.s", scale.astype(np.float32)), numbers)
        return self.add("Mul", self.add("Cast", picked, to=TensorProto.FLOAT), scales)

    def normalised(self, x: str, name: str) -> str:
        """Layer norm over the last axis."""
        inputs = x, self.weight(f"{name}.weight"), self.weight(f"{name}.bias")
        return self.add("LayerNormalization", *inputs, axis=-1, epsilon=EPSILON)


def model(weights: Mapping[str, Array], layers: int, levels: int = HALF_LEVELS) -> onnx.ModelProto:
    """The whole network."""
    graph = Graph(weights, levels)
    x = _embedded(graph)
    for number in range(layers):
        x = _layer(graph, x, f"layers.{number}")
    scores = graph.linear(x, "head")
    zero = graph.constant("zero", np.array([0], np.int64))
    graph.nodes.append(helper.make_node("Softmax", [graph.add("Squeeze", scores, zero)], ["tags"], axis=-1))
    per_word, tags = weights["place"].shape[0], weights["head.weight"].shape[0]
    made = helper.make_graph(
        graph.nodes,
        "names",
        [
            helper.make_tensor_value_info("pieces", TensorProto.INT32, ["words", per_word]),
            helper.make_tensor_value_info("looks", TensorProto.INT32, ["words"]),
            helper.make_tensor_value_info("gaps", TensorProto.INT32, ["ends"]),
        ],
        [helper.make_tensor_value_info("tags", TensorProto.FLOAT, ["words", tags])],
        graph.constants,
    )
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(DOMAIN, 1)]
    return helper.make_model(made, opset_imports=opsets, ir_version=8)


def _embedded(graph: Graph) -> str:
    weighed = graph.add("Mul", graph.rows("piece.weight", "pieces"), graph.weight("place"))
    one = graph.constant("one", np.array([1], np.int64))
    x = graph.add("ReduceSum", weighed, one, keepdims=0)
    zero, last = graph.constant("first", np.array([0], np.int64)), graph.constant("last", np.array([-1], np.int64))
    beyond = graph.constant("beyond", np.array([1 << 30], np.int64))
    size = graph.add("Shape", "looks")
    position = graph.add("Slice", graph.weight("position.weight"), zero, size)
    cases, bands = graph.weights["case.weight"], graph.weights["band.weight"]
    both = (cases[:, None] + bands[None]).reshape(-1, cases.shape[-1]).astype(np.float32)
    look = graph.add("Gather", graph.constant("look", both), "looks")
    before = graph.add("Gather", graph.weight("before.weight"), graph.add("Slice", "gaps", zero, last))
    after = graph.add("Gather", graph.weight("after.weight"), graph.add("Slice", "gaps", one, beyond))
    x = graph.add("Sum", x, position, look, before, after)
    return graph.add("Unsqueeze", graph.normalised(x, "norm"), zero)


def _layer(graph: Graph, x: str, name: str) -> str:
    qkv = graph.linear(x, f"{name}.qkv")
    parts = [f"{name}.{part}" for part in "qkv"]
    graph.nodes.append(helper.make_node("Split", [qkv], parts, axis=-1))
    seen = graph.add("MultiHeadAttention", *parts, domain=DOMAIN, num_heads=HEADS)
    x = graph.normalised(graph.add("Add", graph.linear(seen, f"{name}.out"), x), f"{name}.norm1")
    inner = graph.add("FastGelu", graph.linear(x, f"{name}.up"), domain=DOMAIN)
    return graph.normalised(graph.add("Add", graph.linear(inner, f"{name}.down"), x), f"{name}.norm2")


def shifted(weights: Mapping[str, Array], threshold: float) -> dict[str, Array]:
    """The weights with the score of "none" moved, so that a chance of `threshold` comes out as `FLOOR`."""
    bias = weights["head.bias"].astype(np.float32)
    bias[0] -= np.log(FLOOR / (1 - FLOOR)) - np.log(threshold / (1 - threshold))
    return {**weights, "head.bias": bias}


def save(made: onnx.ModelProto, out: Path) -> None:
    """Write the graph to `out`, and what is larger than a page to a file beside it, which is replaced."""
    data = out.with_name(f"{out.name}.data")
    data.unlink(missing_ok=True)
    onnx.save_model(made, out, save_as_external_data=True, location=data.name, size_threshold=PAGE)
    if data.exists():
        data.chmod(0o644)


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser()
    parser.add_argument("weights", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--threshold", type=float, default=FLOOR)
    options = parser.parse_args()
    weights = {name: value.astype(np.float32) for name, value in np.load(options.weights).items()}
    layers = len({name.split(".")[1] for name in weights if name.startswith("layers.")})
    save(model(shifted(weights, options.threshold), layers), options.out)


if __name__ == "__main__":
    main()
