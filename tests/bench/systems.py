"""The systems that a run compares: how each is configured and called."""

import json
import sys
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.processes import free_port

ROOT = Path(__file__).resolve().parents[2]
LITELLM = ROOT / ".bench" / "litellm" / "bin"
LITELLM_KEY = "sk-bench-not-a-secret"
MODEL = "gpt-4o-mini"
# LiteLLM as it is meant to run: no price list from the network, no debug checks, no log lines.
LITELLM_ENV = {"LITELLM_LOCAL_MODEL_COST_MAP": "True", "LITELLM_MODE": "PRODUCTION", "LITELLM_LOG": "ERROR"}
# The entities of the prompts. The guardrail masks and does not restore: less work than isogate does.
MASKED = ("EMAIL_ADDRESS", "PHONE_NUMBER", "IBAN_CODE", "IP_ADDRESS", "CREDIT_CARD", "URL", "PERSON")


@dataclass(frozen=True, slots=True)
class Command:
    """One process of a system: what to start and the address that answers 200 when it is ready."""

    name: str
    argv: tuple[str, ...]
    ready: str
    env: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class System:
    """A system under test: its processes, and how to call it."""

    name: str
    title: str
    commands: tuple[Command, ...]
    port: int
    path: str
    model: str
    headers: dict[str, str]
    hides: bool
    rivals: tuple[str, ...] = ()
    """Names of the systems that it is compared with."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where a run lives: a folder on the disk to measure, one in memory, the port of the mock upstream."""

    folder: Path
    memory: Path
    upstream: int

    @property
    def upstream_url(self) -> str:
        """The mock upstream, without a path."""
        return f"http://127.0.0.1:{self.upstream}"


def floor(site: Site) -> System:
    """A bare aiohttp reverse proxy."""
    port = free_port()
    argv = (sys.executable, "-m", "tests.bench.floor", str(port), site.upstream_url)
    command = Command("floor", argv, f"http://127.0.0.1:{port}/healthz")
    return System("floor", "bare proxy", (command,), port, "/v1/chat/completions", MODEL, {}, hides=False)


def direct(site: Site) -> System:
    """The mock upstream itself, called without anything between."""
    return System(
        "direct",
        "no proxy",
        (),
        site.upstream,
        "/v1/chat/completions",
        MODEL,
        {},
        hides=False,
    )


def litellm(site: Site) -> System:
    """LiteLLM proxy, one worker, no database, no guardrail."""
    return _litellm(site, "litellm", "LiteLLM", (), {})


def litellm_presidio(site: Site) -> System:
    """LiteLLM proxy with its Presidio guardrail before each call, and the two services that it asks."""
    return _guarded(site, "litellm-presidio", "LiteLLM + Presidio", "analyzer")


def litellm_presidio_names(site: Site) -> System:
    """The same with a spaCy pipeline in the analyzer, which finds names (its weights are random: timing only)."""
    return _guarded(site, "litellm-presidio-names", "LiteLLM + Presidio + spaCy", "analyzer-names")


def _guarded(site: Site, name: str, title: str, analyzer: str) -> System:
    services = {"ANALYZER": _presidio(name, analyzer), "ANONYMIZER": _presidio(name, "anonymizer")}
    guardrail = {
        "guardrail_name": "presidio",
        "litellm_params": {
            "guardrail": "presidio",
            "mode": "pre_call",
            "default_on": True,
            "pii_entities_config": dict.fromkeys(MASKED, "MASK"),
        },
    }
    commands = tuple(command for command, _ in services.values())
    bases = {f"PRESIDIO_{service}_API_BASE": url for service, (_, url) in services.items()}
    return _litellm(site, name, title, commands, {"guardrails": [guardrail]}, bases)


def _presidio(system: str, service: str) -> tuple[Command, str]:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    argv = (str(LITELLM / "python"), "-m", "tests.bench.presidio_service", service, str(port))
    return Command(f"{system}-{service}", argv, f"{url}/health"), url


def _litellm(
    site: Site,
    name: str,
    title: str,
    before: tuple[Command, ...],
    more: dict[str, object],
    env: dict[str, str] | None = None,
) -> System:
    port = free_port()
    upstream = {
        "model": f"openai/{MODEL}",
        "api_base": f"{site.upstream_url}/v1",
        "api_key": "sk-upstream-not-a-secret",
    }
    config = {
        "model_list": [{"model_name": MODEL, "litellm_params": upstream}],
        "litellm_settings": {"telemetry": False, "num_retries": 0, "request_timeout": 60},
        "general_settings": {"master_key": LITELLM_KEY},
        **more,
    }
    file = site.folder / f"{name}.yaml"
    # JSON is YAML: no library is needed to write it.
    file.write_text(json.dumps(config, indent=1), encoding="utf-8")
    argv = (str(LITELLM / "litellm"), "--config", str(file), "--host", "127.0.0.1", "--port", str(port))
    command = Command(
        name,
        (*argv, "--num_workers", "1", "--telemetry", "False"),
        f"http://127.0.0.1:{port}/health/readiness",
        {**LITELLM_ENV, **(env or {})},
    )
    headers = {"Authorization": f"Bearer {LITELLM_KEY}"}
    hides = bool(before)
    return System(name, title, (*before, command), port, "/v1/chat/completions", MODEL, headers, hides=hides)
