"""The embedded name model: a small transformer as int8 ONNX, in the package, on one core, off the event loop.

How it was made, from which data, how good it is and where it fails: `training/README.md` of the repository. A call's texts are
read one window at a time, so that a window's result depends on that window alone: the scales of int8 activations span what is run
together.
The runtime keeps no arena: what a window needed is one block, and goes back to the hardened allocator. It remembers the
block's plan by the number of words, nothing else. Tables and matrices stay in their file (`names.onnx.data`), which it maps:
a row is read when a text has its word, and processes share it.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from onnxruntime.capi.onnxruntime_pybind11_state import Fail

from gateway.adapters.presidio_detector.deadline import Deadline
from gateway.adapters.presidio_detector.ner.dictionary import BANDS, Dictionary
from gateway.adapters.presidio_detector.ner.entries import mapped
from gateway.adapters.presidio_detector.ner.floors import Chances
from gateway.adapters.presidio_detector.ner.lexicon import Lexicon
from gateway.adapters.presidio_detector.ner.spans import spans
from gateway.adapters.presidio_detector.ner.tags import TAGS
from gateway.adapters.presidio_detector.ner.windows import SIZE, windows
from gateway.adapters.presidio_detector.ner.words import Vocabulary, Words
from gateway.core.spans import Span

WEIGHTS = Path(__file__).with_name("weights")
THREADS = 1
LONGEST_SECONDS = 60.0
"""What reading a window may take at the start; a processor on which it does is none to serve with."""
SECONDS_PER_WORD = 2e-4
"""The least that a word is reckoned at. On one core a word takes 55 to 80 µs, tables and JSON being dearest; 140 to 190 on a
processor without VNNI; twice as much while others use the core, as when this process starts and measures itself."""


class EmbeddedModel:
    """Finds names, and whatever else only its context tells. Safe for several threads."""

    def __init__(self) -> None:
        """Load words and weights, and read one window, which shows that they work and how long a word takes here.

        Raises `FileNotFoundError`, `ArithmeticError` or the runtime's error when the package is damaged (F32).
        """
        self._dictionary = Dictionary(mapped(WEIGHTS / "dictionary.bin"))
        pieces = (WEIGHTS / "pieces.txt").read_text("utf-8").splitlines()
        self._vocabulary = Vocabulary(pieces, json.loads((WEIGHTS / "gaps.json").read_text("ascii")), self._dictionary)
        ours = (WEIGHTS / "ordinary.txt").read_text("utf-8").split()
        self._ordinary = Lexicon(ours, mapped(WEIGHTS / "common.bin"))
        self._session = onnxruntime.InferenceSession(
            WEIGHTS / "names.onnx", _options(), providers=["CPUExecutionProvider"]
        )
        self.seconds_per_word = max(SECONDS_PER_WORD, self._measured())

    def find(self, text: str, deadline: Deadline) -> Iterator[Span]:
        """See `NameModel`."""
        words = self._vocabulary.cut(text)
        if words.starts:
            yield from spans(text, words, self._chances(words, deadline), self._ordinary, self._dictionary)

    def _chances(self, words: Words, deadline: Deadline) -> Chances:
        pieces = np.array(words.pieces, np.int32)
        looks = np.array(words.cases, np.int32) * BANDS + np.array(words.bands, np.int32)
        gaps = np.array(words.gaps, np.int32)
        chances = np.empty((len(looks), TAGS), np.float32)
        for each in windows(len(looks)):
            deadline.check()
            window = {
                "pieces": pieces[each.start : each.end],
                "looks": looks[each.start : each.end],
                "gaps": gaps[each.start : each.end + 1],
            }
            found = self._of(window, deadline)
            chances[each.first : each.last] = found[each.first - each.start : each.last - each.start]
        if not np.isfinite(chances).all():
            raise ArithmeticError
        return chances

    def _measured(self) -> float:
        """Seconds of a word in a whole window, read a second time: at the first its pages come from the disk."""
        words, seconds = self._vocabulary.cut("word " * SIZE), 0.0
        for _ in range(2):
            began = time.perf_counter()
            self._chances(words, Deadline(LONGEST_SECONDS))
            seconds = time.perf_counter() - began
        return seconds / SIZE

    def _of(self, window: dict[str, NDArray[np.int32]], deadline: Deadline) -> Chances:
        """What the model says of a window: if it is stopped for another tenant's turn, once more, and to its end."""
        options = onnxruntime.RunOptions()
        try:
            with deadline.stoppable(partial(_stop, options)):
                return self._run(window, options)
        except Fail:
            if not options.terminate:
                raise
        deadline.check()
        return self._run(window, onnxruntime.RunOptions())

    def _run(self, window: dict[str, NDArray[np.int32]], options: onnxruntime.RunOptions) -> Chances:
        found: Chances
        (found,) = self._session.run(None, window, options)
        return found


def _stop(options: onnxruntime.RunOptions) -> None:
    """What runs with them ends with `Fail` at the model's next node, within half a millisecond."""
    options.terminate = True


def _options() -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = THREADS
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    # What runs is what training/export.py wrote; more optimising finds nothing there.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.enable_cpu_mem_arena = False
    # One block for a window, not one for each step: the hardened allocator writes over each; a sixth of the time.
    options.enable_mem_pattern = True
    options.log_severity_level = 4
    return options
