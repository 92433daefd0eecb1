"""A complete, valid configuration in a temporary directory, to be spoilt by tests one line at a time."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from gateway.config.load import Loaded, load, packaged

TODAY = date(2026, 11, 23)
GATEWAY = """\
listen: 127.0.0.1:8080
store:
  url: sqlite:///var/isogate.sqlite
tenants: tenants
policies: policies
providers:
  sandbox:
    way: sandbox
  mock:
    way: direct
    wires: [openai.chat]
    base_url: https://api.mock.example/v1
    region: eu
    flags: openai
    credential: env:MOCK_KEY
    contract:
      dpa: DPA-1
      no_training: true
      retention_days: 0
      evidence: E-1
      valid_until: 2027-06-30
      purposes: [twin, deal_coach, lead_scoring, content]
"""
ACME = """\
tenant: acme
residency: eu
models:
  deal_coach:
    fast: mock/mock-1
    sandbox/echo:
"""
ENVIRON: Mapping[str, str] = {"MOCK_KEY": "sk-mock-1"}


def write(directory: Path, *, gateway: str = GATEWAY, acme: str = ACME) -> Path:
    """Write the configuration, with the shipped policies; return the path of its `isogate.yaml`."""
    shutil.copytree(packaged("policies"), directory / "policies", dirs_exist_ok=True)
    (directory / "tenants").mkdir(exist_ok=True)
    (directory / "tenants" / "acme.yaml").write_text(acme, encoding="utf-8")
    (directory / "isogate.yaml").write_text(gateway, encoding="utf-8")
    return directory / "isogate.yaml"


def loaded(directory: Path, *, gateway: str = GATEWAY, acme: str = ACME, **environ: str) -> Loaded:
    """Write the configuration and load it as of `TODAY`; `environ` is added to `ENVIRON`."""
    path = write(directory, gateway=gateway, acme=acme)
    return load(path, {**ENVIRON, **environ}, TODAY)


def told(result: Loaded) -> list[tuple[str, int, str]]:
    """File, line and path of each problem."""
    return [(problem.file, problem.line, problem.path) for problem in result.problems]
