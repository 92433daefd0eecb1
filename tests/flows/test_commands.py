"""The commands as people use them: real processes, real stores, one command's work seen by the next."""

import json
import os
import shlex
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from gateway.cli.ready import is_ready

CONFIGS = Path(__file__).with_name("configs")
ROOT = Path(__file__).parents[2]
BROKEN = {
    "shapes": {
        "shapes.yaml:2:listen",
        "shapes.yaml:4:store.url",
        "shapes.yaml:5:store.durable",
        "shapes.yaml:7:secrets.master_key",
        "shapes.yaml:13:providers.upstream.way",
        "shapes.yaml:14:providers.upstream.region",
        "shapes.yaml:15:providers.sandbox",
    },
    "contracts": {
        "contracts.yaml:7:providers.sandbox.base_url",
        "contracts.yaml:8:providers.openai",
        "contracts.yaml:8:providers.openai.flags",
        "contracts.yaml:11:providers.openai.base_url",
        "contracts.yaml:21:providers.other.flags",
        "contracts.yaml:21:providers.other.base_url",
        "contracts.yaml:21:providers.other.litellm_prefix",
        "contracts.yaml:21:providers.other.region",
        "contracts.yaml:23:providers.other.wires",
    },
    "strangers": {
        "strangers/acme.yaml:1:tenant",
        "strangers/acme.yaml:5:models.content.fast",
        "strangers/acme.yaml:6:models.gossip",
        "strangers/acme.yaml:10:purposes.content.actions.CREDIT_CARD",
        "strangers/acme.yaml:10:purposes.content.actions.EMAIL_ADDRESS",
        "strangers/initech.yaml:1:residency",
        "strangers/initech.yaml:7:tools.send_mail.effect",
    },
}
AT_MOST_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Running:
    """`isogate serve --sample` in a fresh directory."""

    folder: Path
    port: int
    banner: list[str]
    process: subprocess.Popen[str]
    errors: Path

    def isogate(
        self, *arguments: str, stdin: str = "", environ: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a command beside the server."""
        return _isogate(self.folder, *arguments, stdin=stdin, environ=environ)

    def call(self) -> dict[str, object]:
        """The banner's call, as pasted into a shell."""
        (line,) = (line for line in self.banner if line.strip().startswith("curl "))
        if shutil.which("curl"):
            return dict(json.loads(subprocess.run(line, shell=True, capture_output=True, check=True).stdout))
        words = shlex.split(line)
        headers = dict(word.split(": ", 1) for before, word in pairwise(words) if before == "-H")
        request = Request(words[2], words[words.index("-d") + 1].encode(), headers)
        with urlopen(request, timeout=AT_MOST_SECONDS) as answer:
            return dict(json.loads(answer.read()))


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("fresh")
    port = _free_port()
    errors = folder / "errors.log"
    with errors.open("w") as stderr:
        process = subprocess.Popen(
            [sys.executable, "-m", "gateway", "serve", "--sample"],
            cwd=folder, env=_environ(ISOGATE_LISTEN=f"127.0.0.1:{port}"), stdout=subprocess.PIPE, stderr=stderr, text=True,
        )  # fmt: skip
    try:
        yield Running(folder, port, _banner(process, port, errors), process, errors)
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=AT_MOST_SECONDS)


def test_a_fresh_directory_serves_and_says_how_in_under_ten_lines(running: Running) -> None:
    assert len(running.banner) < 10
    assert f"http://127.0.0.1:{running.port}" in running.banner[0]
    assert sum("isg_" in line and "curl" not in line for line in running.banner) == 2
    assert running.errors.read_text() == ""


def test_its_secrets_are_for_their_owner_alone(running: Running) -> None:
    made = list((running.folder / "var").iterdir())

    assert {"master.key", "isogate.sqlite"} <= {path.name for path in made}
    assert [path.name for path in made if stat.S_IMODE(path.stat().st_mode) != 0o600] == []
    assert stat.S_IMODE((running.folder / "var").stat().st_mode) == 0o700


def test_the_printed_call_works_as_pasted_and_is_traced(running: Running) -> None:
    answer = running.call()

    assert "jane.doe@example.com" in json.dumps(answer["choices"])
    newest = json.loads(running.isogate("traces", "list", "--sample", "--json").stdout)[0]
    assert (newest["tenant"], newest["status"], newest["redactions"]["EMAIL_ADDRESS"]) == ("acme", "answered", 1)
    assert running.isogate("traces", "verify", "--sample").returncode == 0


def test_the_printed_withdrawal_stops_the_printed_call_and_a_grant_lets_it_go_again(running: Running) -> None:
    try:
        assert (
            running.isogate("consent", "withdraw", "acme", "--purpose", "content", "--everyone", "--sample").returncode
            == 0
        )
        assert _code(running) == "consent_withdrawn"
        listed = json.loads(running.isogate("consent", "list", "acme", "--sample", "--json").stdout)
        assert {row["purpose"]: row["granted"] for row in listed}["content"] is False
    finally:
        running.isogate("consent", "grant", "acme", "--purpose", "content", "--everyone", "--sample")
    assert "choices" in running.call()


def test_a_switch_and_a_suspension_stop_calls_too(running: Running) -> None:
    for off, on, code in (
        (("switch", "off", "--purpose", "content"), ("switch", "on", "--purpose", "content"), "switched_off"),
        (("tenant", "suspend", "acme"), ("tenant", "activate", "acme"), "tenant_suspended"),
    ):
        try:
            assert running.isogate(*off, "--sample").returncode == 0
            assert _code(running) == code
        finally:
            running.isogate(*on, "--sample")
    assert "choices" in running.call()


def test_a_record_sealed_in_a_shell_opens_in_a_call(running: Running) -> None:
    seal_key = running.isogate("key", "seal", "acme", "--sample").stdout.strip()
    key = running.isogate("key", "create", "acme", "--purposes", "twin", "--sample").stdout.strip()
    block = running.isogate(
        "seal", "--record", "lead-1", "--kind", "lead", "--user", "u-1", "--subject", "c-1=addressee",
        stdin="Jonquil, jonquil@example.org", environ={"ISOGATE_SEAL_KEY": seal_key},
    ).stdout.strip()  # fmt: skip
    body = {"model": "fast", "messages": [{"role": "user", "content": f"Draft a mail: {block}"}]}

    explained = running.isogate(
        "explain", "--sample", "--purpose", "twin", "--user", "u-1", "--json",
        stdin=json.dumps(body), environ={"ISOGATE_KEY": key},
    )  # fmt: skip

    assert explained.returncode == 0, explained.stdout
    assert json.loads(explained.stdout)["isolate"] == {"blocks": 1, "subjects": 1}
    assert "jonquil@" not in explained.stdout


def test_a_second_server_on_the_same_port_says_so(running: Running) -> None:
    ran = _isogate(running.folder, "serve", "--sample", environ={"ISOGATE_LISTEN": f"127.0.0.1:{running.port}"})

    assert ran.returncode == 1
    assert f"cannot listen on 127.0.0.1:{running.port}" in ran.stderr


def test_a_server_with_two_workers_serves_and_ends_when_told(tmp_path: Path) -> None:
    port = _free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "gateway", "serve", "--sample", "--workers", "2"],
        cwd=tmp_path, env=_environ(ISOGATE_LISTEN=f"127.0.0.1:{port}"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        _until_ready(process, port)
    finally:
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=AT_MOST_SECONDS)

    assert process.returncode == 0
    assert errors == ""


def test_the_end_is_orderly(tmp_path: Path) -> None:
    port = _free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "gateway", "serve", "--sample"],
        cwd=tmp_path, env=_environ(ISOGATE_LISTEN=f"127.0.0.1:{port}"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    _until_ready(process, port)

    process.send_signal(signal.SIGTERM)
    _, errors = process.communicate(timeout=AT_MOST_SECONDS)

    assert (process.returncode, errors) == (0, "")


def test_what_detect_finds_is_what_redact_takes_out(tmp_path: Path) -> None:
    text = "Mail jane.doe@example.com or call +44 20 7946 0958; card 4111 1111 1111 1111, IBAN DE89 3704 0044 0532 0130 00."
    line = json.dumps({"id": 1, "text": text})

    spans = json.loads(_isogate(tmp_path, "detect", stdin=line).stdout)["spans"]
    redacted = json.loads(_isogate(tmp_path, "redact", stdin=line).stdout)["redacted"]

    values = [text[span["start"] : span["end"]] for span in spans]
    assert len(values) == 4
    assert [value for value in values if value in redacted] == []
    for span, value in zip(spans, values, strict=True):
        assert f"[{span['label']}" in redacted, value


@pytest.mark.parametrize("name", BROKEN)
def test_check_lists_everything_that_is_wrong_at_once(name: str, tmp_path: Path) -> None:
    ran = _isogate(tmp_path, "check", "--config", str(CONFIGS / f"{name}.yaml"), "--json")

    report = json.loads(ran.stdout)
    assert {f"{each['file']}:{each['line']}:{each['path']}" for each in report["problems"]} == BROKEN[name]
    assert all(each["what"] and each["remedy"] for each in report["problems"])
    assert (ran.returncode, report["ok"]) == (1, False)


@pytest.mark.parametrize("name", BROKEN)
def test_serve_refuses_what_check_refuses_with_every_problem(name: str, tmp_path: Path) -> None:
    ran = _isogate(tmp_path, "serve", "--config", str(CONFIGS / f"{name}.yaml"))

    assert ran.returncode == 1
    for place in BROKEN[name]:
        file, line, path = place.split(":")
        assert f"{file}:{line}: {path}: " in ran.stderr


def test_no_problem_repeats_a_secret_that_stands_in_the_file(tmp_path: Path) -> None:
    ran = _isogate(tmp_path, "check", "--config", str(CONFIGS / "shapes.yaml"))

    assert "5e884898" in (CONFIGS / "shapes.yaml").read_text()
    assert "5e884898" not in ran.stdout + ran.stderr


def _code(running: Running) -> object:
    error = running.call()["error"]
    assert isinstance(error, dict)
    return error["code"]


def _isogate(
    folder: Path, *arguments: str, stdin: str = "", environ: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "gateway", *arguments],
        cwd=folder, env=_environ(**(environ or {})), input=stdin, capture_output=True, text=True,
        timeout=AT_MOST_SECONDS, check=False,
    )  # fmt: skip


def _environ(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **more}


def _banner(process: subprocess.Popen[str], port: int, errors: Path) -> list[str]:
    _until_ready(process, port)
    assert process.stdout is not None
    lines = [process.stdout.readline().rstrip("\n")]
    while not lines[-1].strip().endswith("--everyone --sample"):
        assert len(lines) < 10, errors.read_text()
        lines.append(process.stdout.readline().rstrip("\n"))
    return lines


def _until_ready(process: subprocess.Popen[str], port: int) -> None:
    end = time.monotonic() + AT_MOST_SECONDS
    while not is_ready("127.0.0.1", port):
        assert process.poll() is None, "it ended"
        assert time.monotonic() < end, "it was never ready"
        time.sleep(0.05)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
