"""The tripwire through a running gateway and each store: what is another tenant's refuses, or tells the operator alone."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from gateway.cli.main import main
from gateway.core.ledger import Event, Record
from tests.support.patience import taken
from tests.support.people import repeats_tokens
from tests.support.serving import Serving, plane_of
from tests.support.upstream import RecordingUpstream

pytestmark = pytest.mark.asyncio(loop_scope="module")

RECORD = "8f14e45f-ceea-467f-a9e6-7f3d1b09c2aa"
FOREIGN, SHARED, OWN, NOBODYS = "ana.ruiz@example.org", "sam@example.com", "mine@example.net", "nobody@example.edu"
PHONE, PHONE_AS_WRITTEN = "+34 612 345 678", "0034 612-345-678"
OUTCOME_SECONDS = 60.0


@dataclass(frozen=True)
class Answered:
    """What the caller sees."""

    status: int
    headers: Mapping[str, str]
    document: Mapping[str, Any]
    trace: str

    @property
    def code(self) -> str:
        """The refusal's; empty for an answer."""
        return str(self.document.get("error", {}).get("code", ""))


async def call(gateway: Serving, prompt: str, tenant: str = "acme", way: str = "v1") -> Answered:
    """What comes of it; made again where the machine is busy."""
    return await taken(partial(_call, gateway, prompt, tenant, way), lambda answered: answered.code)


async def _call(gateway: Serving, prompt: str, tenant: str, way: str) -> Answered:
    headers = {"authorization": f"Bearer {gateway.keys[tenant]}", "x-account-user": "u-17"}
    body = {"model": "small", "messages": [{"role": "user", "content": prompt}]}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{gateway.url('content')}/{way}/chat/completions", json=body, headers=headers) as answer,
    ):
        document = await answer.json()
    seen = {name.lower(): value for name, value in answer.headers.items()}
    return Answered(answer.status, seen, document, seen["x-isogate-trace"])


async def records(gateway: Serving, trace: str) -> dict[Event, Record]:
    """Both records of a call, once the outcome is there."""
    async with plane_of(gateway) as plane, asyncio.timeout(OUTCOME_SECONDS):
        while True:
            found = {each.event: each for each in await plane.store.records(trace=trace)}
            if Event.OUTCOME in found:
                return found
            await asyncio.sleep(0.05)


async def command(gateway: Serving, *arguments: str) -> int:
    """`isogate tripwire` beside the running gateway."""
    return await asyncio.to_thread(main, ["tripwire", *arguments, "--config", str(gateway.config)])


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def enrolled(gateway: Serving, upstream: RecordingUpstream) -> AsyncIterator[Serving]:
    upstream.answer_with(repeats_tokens)
    folder: Path = gateway.folder
    (folder / "globex.csv").write_text(
        f"Id;email;phone\n{RECORD};{FOREIGN.upper()};{PHONE}\n;{SHARED};\n", encoding="utf-8"
    )
    (folder / "acme.jsonl").write_text(json.dumps({"email": [SHARED, OWN]}) + "\n", encoding="utf-8")
    columns = [f"--column={each}" for each in ("record=Id", "email=email", "phone=phone")]
    assert await command(gateway, "enrol", "globex", str(folder / "globex.csv"), *columns) == 0
    assert await command(gateway, "enrol", "acme", str(folder / "acme.jsonl")) == 0
    await asyncio.sleep(1.1)  # by then every process knows that something is enrolled
    yield gateway


@pytest.mark.parametrize(
    "prompt",
    [
        f"Write to the customer of record {RECORD}.",
        f"See https://crm.example/leads/{RECORD.upper()}?tab=1",
        'Rows: {"id":"' + RECORD.replace("-", "") + '","stage":"won"}',
    ],
)
async def test_another_tenants_record_id_refuses_the_call_wherever_it_stands(
    enrolled: Serving, upstream: RecordingUpstream, prompt: str
) -> None:
    before = len(upstream.requests)
    refused = await call(enrolled, prompt)

    assert refused.status == 403
    assert refused.code == "context_foreign"
    assert RECORD not in json.dumps(refused.document)
    assert len(upstream.requests) == before
    found = await records(enrolled, refused.trace)
    assert Event.INTENT not in found
    assert found[Event.OUTCOME].facts["tripwire"] == {"MARK": 1}
    assert (await call(enrolled, prompt, "globex")).status == 200


async def test_another_tenants_value_is_told_to_the_operator_and_to_nobody_else(enrolled: Serving) -> None:
    told = await call(enrolled, f"Write a mail to {FOREIGN} please.")
    silent = await call(enrolled, f"Write a mail to {NOBODYS} please.")

    assert (told.status, silent.status) == (200, 200)
    assert told.headers.keys() == silent.headers.keys()
    assert told.headers["x-isogate-redactions"] == silent.headers["x-isogate-redactions"]
    written = json.dumps(told.document).replace(FOREIGN, NOBODYS)
    assert set(json.loads(written)) == set(silent.document)
    found = await records(enrolled, told.trace)
    assert found[Event.INTENT].facts["tripwire"] == found[Event.OUTCOME].facts["tripwire"] == {"EMAIL_ADDRESS": 1}
    assert "tripwire" not in (await records(enrolled, silent.trace))[Event.OUTCOME].facts


async def test_an_explanation_that_holds_anothers_mark_is_refused_alerted_and_recorded_with_its_owner(
    enrolled: Serving, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert await command(enrolled, "canary", "acme") == 0
    canary = capsys.readouterr().out.strip()
    refused = await call(enrolled, f"Notes: {canary}", "globex", way="explain/v1")
    outcome = (await records(enrolled, refused.trace))[Event.OUTCOME]

    assert refused.status == 403
    assert refused.code == "context_foreign"
    assert (outcome.tenant, outcome.facts["status"], outcome.facts["tripwire"]) == ("globex", "explained", {"MARK": 1})
    assert f"tripwire: tenant globex, purpose content, trace {refused.trace}" in enrolled.log.read_text()
    assert await asyncio.to_thread(main, ["traces", "show", refused.trace, "--config", str(enrolled.config)]) == 0
    assert "acme" in capsys.readouterr().out


async def test_an_explanation_that_holds_anothers_value_tells_the_operator_and_not_its_caller(
    enrolled: Serving,
) -> None:
    told = await call(enrolled, f"Write a mail to {FOREIGN} please.", way="explain/v1")
    silent = await call(enrolled, f"Write a mail to {NOBODYS} please.", way="explain/v1")

    assert (told.status, told.document) == (silent.status, silent.document)
    assert told.headers.keys() == silent.headers.keys()
    assert (await records(enrolled, told.trace))[Event.OUTCOME].facts["tripwire"] == {"EMAIL_ADDRESS": 1}
    await records(enrolled, (await call(enrolled, f"Write a mail to {FOREIGN} please.")).trace)
    async with plane_of(enrolled) as plane:
        assert await plane.store.records(trace=silent.trace) == []


async def test_a_telephone_number_is_the_same_in_another_spelling(enrolled: Serving) -> None:
    told = await call(enrolled, f"Call {PHONE_AS_WRITTEN} today.")

    assert (await records(enrolled, told.trace))[Event.OUTCOME].facts["tripwire"] == {"PHONE_NUMBER": 1}


@pytest.mark.parametrize("value", [SHARED, OWN, NOBODYS])
async def test_what_is_shared_own_or_nobodys_tells_nobody(enrolled: Serving, value: str) -> None:
    silent = await call(enrolled, f"Write a mail to {value} please.")

    assert "tripwire" not in (await records(enrolled, silent.trace))[Event.OUTCOME].facts


async def test_the_operator_is_told_once_of_a_burst_and_traces_name_the_owner(
    enrolled: Serving, capsys: pytest.CaptureFixture[str]
) -> None:
    told = [await call(enrolled, f"Write a mail to {FOREIGN} please.") for _ in range(3)]
    await records(enrolled, told[-1].trace)

    lines = [line for line in enrolled.log.read_text().splitlines() if "tripwire: tenant acme" in line]
    assert sum("context_foreign" not in line for line in lines) == 1
    assert sum("context_foreign" in line for line in lines) <= 1  # what was refused before is a burst of its own
    assert FOREIGN not in enrolled.log.read_text()
    capsys.readouterr()
    assert await asyncio.to_thread(main, ["traces", "show", told[0].trace, "--config", str(enrolled.config)]) == 0
    shown = capsys.readouterr().out
    assert "globex" in shown
    assert "EMAIL_ADDRESS=1" in shown
    assert await asyncio.to_thread(main, ["traces", "list", "--config", str(enrolled.config)]) == 0
    assert "answered (tripwire)" in capsys.readouterr().out


async def test_a_canary_is_minted_refuses_and_is_gone_with_its_tenants_prints(
    enrolled: Serving, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert await command(enrolled, "canary", "acme") == 0
    canary = capsys.readouterr().out.strip()

    assert (await call(enrolled, f"Notes: {canary}", "globex")).status == 403
    assert (await call(enrolled, f"Notes: {canary}")).status == 200
    assert await command(enrolled, "remove", "acme", "--all") == 0
    assert (await call(enrolled, f"Notes: {canary}", "globex")).status == 200


async def test_no_enrolled_value_stands_in_any_file_of_the_store(enrolled: Serving) -> None:
    stored = {path: path.read_bytes() for path in enrolled.folder.rglob("*") if path.is_file()}
    inputs = {enrolled.folder / "globex.csv", enrolled.folder / "acme.jsonl"}

    assert any(FOREIGN.upper().encode() in content for path, content in stored.items() if path in inputs)
    for path, content in stored.items():
        if path not in inputs:
            for value in (FOREIGN, SHARED, OWN, RECORD, RECORD.replace("-", ""), "34612345678"):
                assert value.encode() not in content.lower(), path
