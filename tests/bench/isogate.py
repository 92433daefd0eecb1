"""isogate: its own command, hardened allocator, durable audit, one worker, SQLite; by patterns alone, and as shipped."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from tests.bench.processes import free_port
from tests.bench.systems import MODEL, ROOT, Command, Site, System

TENANTS = ("bench", "burst")
PURPOSE = "deal_coach"
FILE = "isogate.yaml"


PATTERNS_ONLY = "unsafe_none"
SHIPPED = "embedded"
EMBEDDED = "sqlite:///isogate.sqlite"


def isogate(site: Site) -> System:
    """The gateway by patterns only, as its rivals find; its store on the disk of the checkout."""
    rivals = ("floor", "litellm", "litellm-presidio")
    return replace(_system(site, "isogate", "isogate", site.folder / "isogate", PATTERNS_ONLY), rivals=rivals)


def isogate_names(site: Site) -> System:
    """The same with what finds names as it is shipped."""
    named = _system(site, "isogate-names", "isogate with names", site.folder / "isogate-names", SHIPPED)
    return replace(named, rivals=("litellm", "litellm-presidio-names"))


def isogate_memory(site: Site) -> System:
    """The same with its store on a memory disk, where fsync costs nothing: shows what durability costs."""
    return _system(site, "isogate-memory", "isogate, store in memory", site.memory / "isogate", PATTERNS_ONLY)


def isogate_on(site: Site, name: str, title: str, store: str, workers: int) -> System:
    """By patterns only, on a store at a URL, with so many processes."""
    return _system(site, name, title, site.folder / name, PATTERNS_ONLY, store=store, workers=workers)


def isogate_of_two(site: Site) -> tuple[System, System]:
    """One gateway as it is shipped, called by one tenant and by another."""
    one = _system(site, "isogate-of-two", "isogate", site.folder / "isogate-of-two", SHIPPED)
    return one, replace(one, name="isogate-burst", headers=_headers(_keys(site.folder / "isogate-of-two" / FILE)[1]))


def _system(
    site: Site, name: str, title: str, home: Path, names: str, *, store: str = EMBEDDED, workers: int = 1
) -> System:
    port = free_port()
    config = _configure(site, home, port, names, store)
    serve = (str(Path(sys.executable).with_name("isogate")), "serve", "--config", str(config))
    command = Command(name, (*serve, "--workers", str(workers)), f"http://127.0.0.1:{port}/readyz")
    headers = _headers(_keys(config)[0])
    path = f"/{PURPOSE}/v1/chat/completions"
    return System(name, title, (command,), port, path, f"mock/{MODEL}", headers, hides=True)


def _headers(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}", "X-Account-User": "user-1"}


def _configure(site: Site, home: Path, port: int, names: str, store: str) -> Path:
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
        "way": "direct",
        "wires": ["openai.chat"],
        "base_url": f"{site.upstream_url}/v1",
        "allow_private": True,
        "flags": "openai-compatible",
        "contract": contract,
    }
    tenants = home / "tenants"
    tenants.mkdir(parents=True)
    config = home / FILE
    _write(
        config,
        {
            "listen": f"127.0.0.1:{port}",
            "store": {"url": store},
            "secrets": {"master_key": "file:master.key"},
            "tenants": "tenants",
            "detection": {"names": names},
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
