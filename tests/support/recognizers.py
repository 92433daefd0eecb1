"""Recognizers as operators write them, good and bad: `Told` does what the text says, so that one worker shows every fault."""

from __future__ import annotations

import logging
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from presidio_analyzer import EntityRecognizer, LocalRecognizer, RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts


class Told(LocalRecognizer):
    """Finds badges (`B-1234`), and does what the text tells it to do: `do-hang`, `do-crash`, ...."""

    def __init__(self, entity: str = "BADGE", language: str = "en", seconds_to_load: float = 0.0) -> None:
        """Options as they stand in the operator's file."""
        self._entity = entity
        self._seconds_to_load = seconds_to_load
        self._kept: list[str] = []
        super().__init__(supported_entities=[entity], supported_language=language)

    def load(self) -> None:
        """Take as long as told."""
        time.sleep(self._seconds_to_load)

    def analyze(
        self, text: str, entities: Sequence[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        """Badges, after the deed."""
        for word, deed in DEEDS.items():
            if f"do-{word}" in text:
                return self._results(deed(text))
        if "do-keep" in text:
            self._kept.append(text)
        return self._results([(*found.span(), 0.9) for found in re.finditer(r"B-\d{4}", text)])

    def _results(self, ranges: Sequence[tuple[int, int, float]]) -> list[RecognizerResult]:
        return [RecognizerResult(self._entity, start, end, score) for start, end, score in ranges]


class Silent(EntityRecognizer):
    """Has nothing to say, in a language of its own."""

    def load(self) -> None:
        """Nothing."""

    def analyze(
        self, text: str, entities: Sequence[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        """Nothing."""
        return []


Ranges = list[tuple[int, int, float]]


def _hang(text: str) -> Ranges:
    time.sleep(60)
    return []


def _crash(text: str) -> Ranges:
    os.kill(os.getpid(), signal.SIGKILL)
    return []


def _fail(text: str) -> Ranges:
    raise RuntimeError(text)


def _hoard(text: str) -> Ranges:
    held = [b"x" * (64 * 1024 * 1024) for _ in range(1000)]
    return [(0, len(held), 1.0)]


def _print(text: str) -> Ranges:
    print(text)  # noqa: T201 - what careless recognizers do
    print(text, file=sys.stderr)  # noqa: T201
    os.write(1, text.encode())
    return [(0, 5, 0.9)]


def _skip(text: str) -> Ranges:
    logging.getLogger("presidio-analyzer").warning("skipping %s", text)
    return []


def _garbage(text: str) -> Ranges:
    for number in range(3, 64):
        with suppress(OSError):
            if stat.S_ISSOCK(os.fstat(number).st_mode):
                os.write(number, b"\x00\x00\x00\x07garbage")
    return []


def _reach(text: str) -> Ranges:
    """One find for each thing that a worker should not be able to do, and could."""
    tries: Sequence[Callable[[], object]] = (
        lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM),
        lambda: socket.socket(socket.AF_INET6, socket.SOCK_DGRAM),
        lambda: socket.socket(socket.AF_UNIX),
        lambda: subprocess.run(["/bin/true"], check=True),
        os.fork,
        lambda: Path("/tmp/isogate-told").write_text(text),
    )
    done: Ranges = []
    for number, attempt in enumerate(tries):
        with suppress(OSError):
            if attempt() == 0:
                os._exit(0)  # the child of a fork
            done.append((number, number + 1, 0.9))
    return done


DEEDS: Mapping[str, Callable[[str], Ranges]] = {
    "hang": _hang,
    "crash": _crash,
    "fail": _fail,
    "hoard": _hoard,
    "print": _print,
    "skip": _skip,
    "garbage": _garbage,
    "reach": _reach,
    "beyond": lambda text: [(0, len(text) + 1, 0.9)],
    "before": lambda _text: [(-1, 2, 0.9)],
    "empty": lambda _text: [(1, 1, 0.9)],
    "nan": lambda _text: [(0, 1, float("nan"))],
    "infinite": lambda _text: [(0, 1, float("inf"))],
    "negative": lambda _text: [(0, 1, -0.5)],
    "over": lambda _text: [(0, 1, 1.5)],
}
TOLD = f"{__name__}:{Told.__name__}"
SILENT = f"{__name__}:{Silent.__name__}"
