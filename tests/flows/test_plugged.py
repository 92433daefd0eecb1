"""A gateway with a recognizer and a pipeline of the operator's: what they find is masked, what they do wrong refuses one call."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio

from tests.support.pipelines import spacy_pipeline
from tests.support.recognizers import TOLD
from tests.support.serving import Serving, plane_of, serving
from tests.support.upstream import RecordingUpstream
from tests.support.upstream_answers import Says

pytestmark = pytest.mark.asyncio(loop_scope="module")

WORKERS = 2
REPLACED_SECONDS = 60.0
REST_SECONDS = 0.7
TRIES = 60


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def gateway(upstream: RecordingUpstream, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Serving]:
    folder = tmp_path_factory.mktemp("gateway")
    detection = {
        "names": "spacy",
        "spacy": {"en": spacy_pipeline(folder / "en", "ashdown")},
        "recognizers": {"told": {"python": TOLD}},
        "labels": {"BADGE": "ACCOUNT_ID"},
        "workers": WORKERS,
    }
    upstream.answer_with(Says("fine").reply)
    async with serving(folder, upstream.base_url, detection=detection) as running:
        await both(running)
        yield running


def workers(gateway: Serving) -> set[int]:
    """The process ids of the gateway's workers."""
    children = Path(f"/proc/{gateway.pid}/task/{gateway.pid}/children").read_text().split()
    return {int(pid) for pid in children if is_loaded(pid)}


def is_loaded(pid: str) -> bool:
    """True for a worker that may write no file any more: it has loaded everything."""
    try:
        is_worker = "plugins.worker" in Path(f"/proc/{pid}/cmdline").read_text()
        limits = Path(f"/proc/{pid}/limits").read_text()
    except OSError:
        return False
    return is_worker and any(line.split()[:4] == ["Max", "file", "size", "0"] for line in limits.splitlines())


def environment_of(pid: int) -> set[bytes]:
    """The names of the variables that a process was started with."""
    return {entry.split(b"=")[0] for entry in Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")}


def is_running(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


async def both(gateway: Serving, without: frozenset[int] = frozenset()) -> frozenset[int]:
    """Both workers, once they have loaded and were measured, and those that were killed are gone.

    One that is loaded works until it was measured, and rests then.
    """
    async with asyncio.timeout(REPLACED_SECONDS):
        while len(found := workers(gateway)) != WORKERS or found & without:  # noqa: ASYNC110 - other processes make it true
            await asyncio.sleep(0.05)
        worked = -1
        while worked != (worked := sum(map(ticks, found))):  # noqa: ASYNC110 - as above
            await asyncio.sleep(REST_SECONDS)
    return frozenset(found)


def ticks(pid: int) -> int:
    """The processor's time that a process had."""
    return sum(map(int, Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]))


async def ask(gateway: Serving, text: str) -> tuple[int, str]:
    """Status and code of one call, made again as it says while no worker is free: a new one takes its time to be ready."""
    body = {"model": "small", "messages": [{"role": "user", "content": text}]}
    headers = {"authorization": f"Bearer {gateway.keys['acme']}", "x-account-user": "u-17"}
    url = gateway.url("content") + "/v1/chat/completions"
    code = ""
    async with aiohttp.ClientSession() as session:
        for _ in range(TRIES):
            async with session.post(url, json=body, headers=headers) as answer:
                code = (await answer.json()).get("error", {}).get("code", "")
                if code != "overloaded":
                    return answer.status, code
            await asyncio.sleep(float(answer.headers["Retry-After"]))
    pytest.fail("no worker was ever free")


async def test_what_they_find_never_reaches_the_provider(gateway: Serving, upstream: RecordingUpstream) -> None:
    assert await ask(gateway, "Tell ASHDOWN that badge B-1234 is lost") == (200, "")

    sent = upstream.requests[-1].body.decode()
    assert "ASHDOWN" not in sent
    assert "B-1234" not in sent
    assert "[PERSON_1] that badge [ACCOUNT_ID_2]" in sent


@pytest.mark.parametrize("deed", ["hang", "crash", "fail", "beyond", "skip", "nan"])
async def test_whatever_goes_wrong_refuses_that_call_and_no_other(
    gateway: Serving, upstream: RecordingUpstream, deed: str
) -> None:
    before = len(upstream.requests)
    bad = asyncio.create_task(ask(gateway, f"do-{deed} B-1234"))
    await asyncio.sleep(0.05)
    good = [await ask(gateway, "badge B-1234") for _ in range(5)]

    assert await bad == (503, "detector_unavailable")
    assert good == [(200, "")] * 5
    assert len(upstream.requests) == before + 5
    await both(gateway)


async def test_killed_workers_are_replaced_without_a_restart(gateway: Serving) -> None:
    killed = await both(gateway)
    for pid in killed:
        os.kill(pid, signal.SIGKILL)
    await both(gateway, without=killed)

    answers = [await ask(gateway, "badge B-1234") for _ in range(4)]
    assert answers[-1] == (200, "")


async def test_workers_see_no_secret_and_overwrite_what_they_free(gateway: Serving) -> None:
    for pid in await both(gateway):
        names = environment_of(pid)
        assert not any(name.startswith(b"ISOGATE") for name in names)
        assert {b"PYTHONMALLOC", b"MALLOC_PERTURB_", b"GLIBC_TUNABLES"} <= names


async def test_workers_end_with_the_gateway(upstream: RecordingUpstream, tmp_path: Path) -> None:
    detection = {"recognizers": {"told": {"python": TOLD}}, "labels": {"BADGE": "ACCOUNT_ID"}, "names": "unsafe_none"}
    async with serving(tmp_path, upstream.base_url, detection=detection) as ending:
        left = await both(ending)
        assert await ask(ending, "badge B-1234") == (200, "")
        async with plane_of(ending) as plane:
            records = await plane.store.records(limit=10)
        assert "detection.names.unsafe_none: weakens a promise" in ending.log.read_text()

    assert not any(map(is_running, left))
    assert all("detection.names.unsafe_none" in repr(record) for record in records)
    assert records
