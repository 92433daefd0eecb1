"""One worker process: started, asked, killed; and gone when the gateway is."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from gateway.adapters.presidio_detector.plugins.frames import BrokenFrameError, framed
from gateway.adapters.presidio_detector.plugins.plan import environment, plan
from gateway.adapters.presidio_detector.plugins.process import Worker
from gateway.core.detection import Detection, Plugged
from gateway.core.jsontypes import JsonObject
from gateway.ports.detector import UnusableDetectorError
from tests.support.recognizers import TOLD

PLAN = plan(Detection(recognizers=(Plugged("told", python=TOLD),), worker_memory_mib=1024))


def request(text: str) -> bytes:
    return framed({"texts": [text], "language": "en"})


async def test_a_worker_says_what_it_may_find_and_answers_until_it_is_ended() -> None:
    worker = await Worker.start(PLAN, environment(), 30)
    try:
        assert worker.entities == ("BADGE",)
        assert worker.is_alive
        assert await worker.ask(request("B-1234")) == {"found": [[[0, 6, "BADGE", 0.9]]]}
        assert await worker.ask(request("do-fail")) == {"failed": True}
    finally:
        await worker.end()
    assert not _is_running(worker.pid)
    with pytest.raises(BrokenFrameError):
        await worker.ask(request("B-1234"))


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({}, "KeyError"),
        ({**PLAN, "recognizers": [{}]}, "KeyError"),
        ({**PLAN, "memory_bytes": "x"}, "ValueError"),
    ],
)
async def test_a_worker_that_cannot_load_says_why(told: JsonObject, says: str) -> None:
    with pytest.raises(UnusableDetectorError, match=says):
        await Worker.start(told, environment(), 30)


async def test_a_worker_that_loads_too_long_is_ended() -> None:
    slow: JsonObject = {**PLAN, "recognizers": [{"python": TOLD, "registry": None, "options": {"seconds_to_load": 30}}]}

    with pytest.raises(UnusableDetectorError, match="not loaded within 3 s"):
        await Worker.start(slow, environment(), 3)


async def test_a_busy_worker_does_not_outlive_the_gateway() -> None:
    program = (
        "import asyncio, sys\n"
        f"from {Worker.__module__} import Worker\n"
        "from gateway.adapters.presidio_detector.plugins.frames import framed\n"
        "from gateway.adapters.presidio_detector.plugins.plan import environment\n"
        "async def main():\n"
        f"    worker = await Worker.start({PLAN!r}, environment(), 30)\n"
        "    print(worker.pid, flush=True)\n"
        "    await worker.ask(framed({'texts': ['do-hang'], 'language': 'en'}))\n"
        "asyncio.run(main())\n"
    )
    gateway = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        program,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert gateway.stdout is not None
    pid = int(await gateway.stdout.readline())
    await asyncio.sleep(0.2)
    gateway.send_signal(signal.SIGKILL)
    await gateway.wait()

    async with asyncio.timeout(5):
        while _is_running(pid):  # noqa: ASYNC110 - another process ends
            await asyncio.sleep(0.02)


def _is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
