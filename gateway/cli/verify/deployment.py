"""What is verified: every provider family that the package has rules for, or the operator's own configuration.

Either way all providers' addresses become the recording upstream's, the store is a throw-away one, and nothing of the
environment's secrets is needed: no real provider is dialled.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from gateway.adapters.litellm_provider.prefixes import PREFIXES
from gateway.app import opened
from gateway.cli.rehearsal import Rehearsal
from gateway.config.directory import read_directory
from gateway.config.flags_file import FlagsShape
from gateway.config.load import Loaded, load, packaged
from gateway.control import sample
from gateway.control.keys import seal_key_text
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.policy import Rulebook
from gateway.core.registry import ProviderEntry, Way
from gateway.sdk import Sealer

TENANT = "verify"
CREDENTIAL = "sk-verify-0123456789"
_PURPOSES = ("twin", "deal_coach", "lead_scoring", "content")
_MODELS = {
    "openai": "gpt-4.1-mini",
    "azure-openai": "gpt-4.1-mini",
    "gemini": "gemini-2.5-flash",
    "vertex-ai": "gemini-2.5-flash",
    "bedrock": "anthropic.claude-sonnet-4-5-20250929-v1:0",
}
"""Names of models where a provider's rules or litellm's translation go by them."""
_ANY_MODEL = "m-1"
_TRANSLATED = "-translated"
_NOWHERE = "https://provider.invalid/v1"


@dataclass(frozen=True, slots=True)
class Route:
    """One way out: a tenant's name for a model, the provider behind it, and the model's name there."""

    tenant: str
    model: str
    entry: ProviderEntry
    provider_model: str

    @property
    def wires(self) -> frozenset[str]:
        """The wires in which a caller may speak on it."""
        if self.entry.way is Way.DIRECT:
            return self.entry.wires & self.entry.rules.keys()
        return PREFIXES[self.entry.litellm_prefix or ""].wires & self.entry.rules.keys()


@dataclass(frozen=True, slots=True)
class Verified:
    """The open deployment: its routes for one purpose, and each tenant's CRM."""

    routes: tuple[Route, ...]
    crm: Mapping[str, Rehearsal]


def families(folder: Path) -> Loaded:
    """A configuration of every provider family with rules that are not off, for one tenant that may use them all."""
    providers: dict[str, JsonValue] = {"sandbox": {"way": "sandbox"}}
    for shape in read_directory(packaged("policies") / "flags", FlagsShape, folder).shapes.values():
        wires = sorted(name for name, rule in shape.wires.items() if rule.off is None)
        if wires:
            providers[shape.flags] = _provider(shape.flags, {"way": "direct", "wires": [*wires]})
        if shape.translated is not None and shape.translated.off is None:
            way: JsonObject = {"way": "litellm", "litellm_prefix": shape.translated.prefix}
            providers[shape.flags + _TRANSLATED] = _provider(shape.flags, way)
    (folder / "tenants").mkdir()
    models: JsonObject = {
        f"{name}/{_MODELS.get(name.removesuffix(_TRANSLATED), _ANY_MODEL)}": None
        for name in providers
        if name != "sandbox"
    }
    tenant: JsonObject = {"tenant": TENANT, "residency": "eu", "models": dict.fromkeys(_PURPOSES, models)}
    (folder / "tenants" / f"{TENANT}.yaml").write_text(json.dumps(tenant), encoding="utf-8")
    gateway: JsonObject = {"tenants": "tenants", "policies": "package:policies", "providers": providers}
    (folder / "isogate.yaml").write_text(json.dumps(gateway), encoding="utf-8")
    return load(folder / "isogate.yaml", {"ISOGATE_VERIFY": CREDENTIAL}, datetime.now(UTC).date())


def _provider(flags: str, way: JsonObject) -> JsonObject:
    contract: JsonObject = {
        "dpa": "-",
        "no_training": True,
        "retention_days": 0,
        "evidence": "-",
        "valid_until": "9999-12-31",
        "purposes": [*_PURPOSES],
    }
    place: JsonObject = {"base_url": _NOWHERE, "region": "eu", "flags": flags, "credential": "env:ISOGATE_VERIFY"}
    return {**way, **place, "contract": contract}


@asynccontextmanager
async def verified(own: Loaded | None, upstream_url: str, purpose: str) -> AsyncIterator[Verified]:
    """Open the operator's configuration, or the families'. Raises what loading and opening raise."""
    with TemporaryDirectory(prefix="isogate-") as name:
        folder = Path(name)
        loaded = own or families(folder)
        settings, rules = loaded.accepted()
        settings = replace(
            settings,
            store_url=f"sqlite:///{folder / 'verify.sqlite'}",
            master_key_file=folder / "master.key",
            master_key_text=None,
            otlp_endpoint=None,
            issuers=(),
        )
        rules = replace(rules, providers={name: _turned(each, upstream_url) for name, each in rules.providers.items()})
        async with opened(replace(loaded, settings=settings, rulebook=rules), create=True) as house:
            keys = await sample.ensure(house.plane, sample.versions(rules))
            crm = {
                tenant: Rehearsal(house.ports, Sealer({tenant: await seal_key_text(house.plane, tenant)}), key)
                for tenant, key in keys.items()
            }
            yield Verified(tuple(_routes(rules, purpose)), crm)


def _turned(entry: ProviderEntry, upstream_url: str) -> ProviderEntry:
    """The entry with the upstream's address in place of its own, and no credential of anybody's."""
    path = urlsplit(entry.base_url).path
    return replace(
        entry, base_url=upstream_url + path, allow_private=True, credential=CREDENTIAL, tenant_credentials={}
    )


def _routes(rules: Rulebook, purpose: str) -> Iterator[Route]:
    """For each provider, the first tenant and name by which it can be reached."""
    seen: set[str] = set()
    for tenant, its in rules.tenants.items():
        for model, route in its.models.get(purpose, {}).items():
            entry = rules.providers[route.provider]
            if entry.way is not Way.SANDBOX and entry.name not in seen:
                seen.add(entry.name)
                yield Route(tenant, model, entry, route.model)
