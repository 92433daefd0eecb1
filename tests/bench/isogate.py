"""isogate: its own command, hardened allocator, durable audit, one worker, SQLite; by patterns alone, and as shipped."""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median

from tests.bench.processes import free_port
from tests.bench.systems import MODEL, ROOT, Command, Site, System

TENANTS = ("bench", "burst")
PURPOSE = "deal_coach"
FILE = "isogate.yaml"


PATTERNS_ONLY = "unsafe_none"
SHIPPED = "embedded"
EMBEDDED = "sqlite:///isogate.sqlite"
COMMAND = (str(Path(sys.executable).with_name("isogate")),)
DIRECT: Mapping[str, object] = {"way": "direct", "wires": ["openai.chat"], "flags": "openai-compatible"}
TRANSLATED: Mapping[str, object] = {"way": "litellm", "litellm_prefix": "hosted_vllm", "flags": "vllm"}


@dataclass(frozen=True, slots=True)
class Setting:
    """How a gateway is set up."""

    names: str = PATTERNS_ONLY
    store: str = EMBEDDED
    workers: int = 1
    way: Mapping[str, object] = field(default_factory=lambda: DIRECT)
    """To the provider."""


def isogate(site: Site) -> System:
    """The gateway by patterns only, as its rivals find; its store on the disk of the checkout."""
    rivals = ("floor", "litellm", "litellm-presidio")
    return replace(_system(site, "isogate", "isogate", site.folder / "isogate", Setting()), rivals=rivals)


def isogate_names(site: Site) -> System:
    """The same with what finds names as it is shipped."""
    named = _system(site, "isogate-names", "isogate with names", site.folder / "isogate-names", Setting(names=SHIPPED))
    return replace(named, rivals=("litellm", "litellm-presidio-names"))


def isogate_memory(site: Site) -> System:
    """The same with its store on a memory disk, where fsync costs nothing: shows what durability costs."""
    return _system(site, "isogate-memory", "isogate, store in memory", site.memory / "isogate", Setting())


def isogate_on(site: Site, name: str, title: str, store: str, workers: int) -> System:
    """By patterns only, on a store at a URL, with so many processes."""
    return _system(site, name, title, site.folder / name, Setting(store=store, workers=workers))


def isogate_of_two(site: Site) -> tuple[System, System]:
    """One gateway as it is shipped, called by one tenant and by another."""
    one = _system(site, "isogate-of-two", "isogate", site.folder / "isogate-of-two", Setting(names=SHIPPED))
    return one, replace(one, name="isogate-burst", headers=_headers(_keys(site.folder / "isogate-of-two" / FILE)[1]))


def isogate_elsewhere(site: Site) -> System:
    """Another gateway as it is shipped, with a store of its own."""
    name = "isogate-elsewhere"
    return _system(site, name, "isogate elsewhere", site.folder / name, Setting(names=SHIPPED))


def isogate_translated(site: Site) -> System:
    """The same, reaching its provider through litellm."""
    name = "isogate-litellm"
    return _system(site, name, "isogate through litellm", site.folder / name, Setting(way=TRANSLATED))


def redact_milliseconds(site: Site, calls: int) -> float:
    """What step 5, detection and tokens, took of `isogate`'s last calls: the middle one, by its own traces."""
    config = str(site.folder / "isogate" / FILE)
    argv = (*COMMAND, "traces", "list", "--json", "--limit", str(calls), "--config", config)
    listed = subprocess.run(argv, check=True, stdout=subprocess.PIPE, text=True).stdout
    return median(float(each["milliseconds"]["redact"]) for each in json.loads(listed))


def _system(site: Site, name: str, title: str, home: Path, setting: Setting) -> System:
    port = free_port()
    config = _configure(site, home, port, setting)
    serve = (*COMMAND, "serve", "--config", str(config), "--workers", str(setting.workers))
    command = Command(name, serve, f"http://127.0.0.1:{port}/readyz")
    headers = _headers(_keys(config)[0])
    path = f"/{PURPOSE}/v1/chat/completions"
    return System(name, title, (command,), port, path, f"mock/{MODEL}", headers, hides=True)


def _headers(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}", "X-Account-User": "user-1"}


def _configure(site: Site, home: Path, port: int, setting: Setting) -> Path:
    """Write the gateway's file and the tenant's; JSON is YAML, so no library is needed."""
    contract = {
        "dpa": "DPA-BENCH",
        "no_training": True,
        "retention_days": 0,
        "evidence": "the mock upstream keeps its last call only",
        "valid_until": "2099-12-31",
        "purposes": [PURPOSE],
    }
    provider = {
        **setting.way,
        "base_url": f"{site.upstream_url}/v1",
        "allow_private": True,
        "contract": contract,
    }
    tenants = home / "tenants"
    tenants.mkdir(parents=True)
    config = home / FILE
    _write(
        config,
        {
            "listen": f"127.0.0.1:{port}",
            "store": {"url": setting.store},
            "secrets": {"master_key": "file:master.key"},
            "tenants": "tenants",
            "detection": {"names": setting.names},
            "providers": {"mock": provider},
        },
    )
    models = {PURPOSE: {f"mock/{MODEL}": None}}
    for tenant in TENANTS:
        _write(tenants / f"{tenant}.yaml", {"tenant": tenant, "residency": "eu", "models": models})
    return config


def _write(file: Path, content: dict[str, object]) -> None:
    file.write_text(json.dumps(content, indent=1), encoding="utf-8")


def _keys(config: Path) -> list[str]:
    """Make store, tenants, consents and keys, or find them; in a process of its own, so that this one stays small."""
    argv = [sys.executable, "-m", "tests.bench.isogate_key", str(config)]
    return subprocess.run(argv, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout.split()
