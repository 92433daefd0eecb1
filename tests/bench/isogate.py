"""isogate as shipped: its own command, the hardened allocator, a durable audit, one worker, SQLite."""

import json
import subprocess
import sys
from pathlib import Path

from tests.bench.processes import free_port
from tests.bench.systems import MODEL, ROOT, Command, Site, System

TENANT = "bench"
PURPOSE = "deal_coach"


def isogate(site: Site) -> System:
    """The gateway with its store on the disk of the checkout."""
    return _system(site, "isogate", "isogate", site.folder / "isogate")


def isogate_memory(site: Site) -> System:
    """The same with its store on a memory disk, where fsync costs nothing: shows what durability costs."""
    return _system(site, "isogate-memory", "isogate, store in memory", site.memory / "isogate", is_compared=False)


def _system(site: Site, name: str, title: str, home: Path, *, is_compared: bool = True) -> System:
    port = free_port()
    config = _configure(site, home, port)
    command = Command(
        name,
        (str(Path(sys.executable).with_name("isogate")), "serve", "--config", str(config)),
        f"http://127.0.0.1:{port}/readyz",
    )
    headers = {"Authorization": f"Bearer {_key(config)}", "X-Account-User": "user-1"}
    path = f"/{PURPOSE}/v1/chat/completions"
    return System(name, title, (command,), port, path, f"mock/{MODEL}", headers, hides=True, is_compared=is_compared)


def _configure(site: Site, home: Path, port: int) -> Path:
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
    config = home / "isogate.yaml"
    _write(
        config,
        {
            "listen": f"127.0.0.1:{port}",
            "store": {"url": "sqlite:///isogate.sqlite"},
            "secrets": {"master_key": "file:master.key"},
            "tenants": "tenants",
            "providers": {"mock": provider},
        },
    )
    models = {PURPOSE: {f"mock/{MODEL}": None}}
    _write(tenants / f"{TENANT}.yaml", {"tenant": TENANT, "residency": "eu", "models": models})
    return config


def _write(file: Path, content: dict[str, object]) -> None:
    file.write_text(json.dumps(content, indent=1), encoding="utf-8")


def _key(config: Path) -> str:
    """Make store, tenant, consent and key; in a process of its own, so that this one stays small."""
    argv = [sys.executable, "-m", "tests.bench.isogate_key", str(config)]
    return subprocess.run(argv, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
