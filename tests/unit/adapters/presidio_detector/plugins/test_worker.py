"""A worker's words on its socket, told by a gateway that is a test; and what its memory keeps."""

import asyncio
import re
import secrets
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.adapters.presidio_detector.plugins import worker
from gateway.adapters.presidio_detector.plugins.frames import framed, receive
from gateway.adapters.presidio_detector.plugins.plan import environment, plan
from gateway.adapters.presidio_detector.plugins.process import Worker
from gateway.cli.hardening import ALLOCATOR
from gateway.core.detection import Detection, Names, Plugged
from tests.support.memory import memory_of
from tests.support.pipelines import registry, spacy_pipeline
from tests.support.recognizers import TOLD

CANARIES = 300
MARK = re.compile(rb"cnry[0-9]{4}[0-9a-f]{16}")


@pytest.fixture
def channel() -> Iterator[socket.socket]:
    ours, theirs = socket.socketpair()
    with theirs:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", worker.__name__, str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            env=environment(),
        )
    with ours:
        yield ours
    assert process.wait(10) == 0, "a worker ends when the gateway is gone"


def test_a_worker_answers_one_frame_with_one(channel: socket.socket) -> None:
    channel.sendall(framed(plan(Detection(recognizers=(Plugged("told", python=TOLD),), worker_memory_mib=1024))))
    assert receive(channel) == {"entities": ["BADGE"]}

    channel.sendall(framed({"texts": ["B-1234", "é B-1234"], "language": ""}))
    assert receive(channel) == {"found": [[[0, 6, "BADGE", 0.9]], [[2, 8, "BADGE", 0.9]]]}
    channel.sendall(framed({"texts": "B-1234", "language": ""}))
    assert receive(channel) == {"failed": True}


def test_a_worker_that_cannot_load_says_so_and_ends(channel: socket.socket) -> None:
    channel.sendall(framed(plan(Detection(recognizers=(Plugged("x", python="nowhere:X"),)))))

    assert receive(channel) == {"problem": "ModuleNotFoundError: No module named 'nowhere'"}


async def test_no_canary_is_left_in_the_memory_of_a_hardened_worker(tmp_path: Path) -> None:
    detection = Detection(
        names=Names.SPACY,
        spacy={"en": spacy_pipeline(tmp_path / "en", "jane")},
        recognizers=(Plugged("told", python=TOLD), Plugged("house", registry=registry(tmp_path))),
        worker_memory_mib=2048,
    )
    told = await Worker.start(plan(detection), {**environment(), **ALLOCATOR}, 60)
    try:
        for number in range(CANARIES):
            canary = f"cnry{number:04d}{secrets.token_hex(8)}"
            text = f"Jane met {canary} in room R-101, {'do-fail' if number % 3 else ''} mail {canary}@example.org"
            await told.ask(framed({"texts": [text, canary], "language": ""}))
        await asyncio.sleep(2 * worker.QUIET_SECONDS)
        left = set(MARK.findall(memory_of(told.pid)))

        planted = f"do-keep cnry9999{secrets.token_hex(8)}"
        await told.ask(framed({"texts": [planted], "language": ""}))
        found = set(MARK.findall(memory_of(told.pid)))
    finally:
        await told.end()

    assert not left
    assert found == {planted.removeprefix("do-keep ").encode()}, "a search that can find something"
