"""`isogate provider`: who may be called, under which evidence, and until when (C5.1, C10.1).

`list` and `check` read the configuration alone: neither a store nor a provider is asked.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime

from gateway.cli.deployment import add_act, add_configuration, configured, source
from gateway.cli.screen import Ink, paint, say, say_json, table
from gateway.cli.secret_options import add_secret_options, secret
from gateway.cli.wrong import WrongUseError
from gateway.config.load import Loaded
from gateway.control import credentials
from gateway.control.plane import ControlPlane
from gateway.core.policy import Rulebook
from gateway.core.registry import ProviderEntry, Standing, VendorFacts, Way, standing

Uses = Mapping[str, frozenset[str]]
"""Provider → `tenant/purpose` of every model line that leads to it."""
_INKS = {Standing.VALID: Ink.GREEN, Standing.ENDS_SOON: Ink.YELLOW}


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare `list`, `check` and `encrypt`."""
    acts = parser.add_subparsers(metavar="ACT", required=True)
    for name, says, run in (
        ("list", "list every provider: region, evidence, retention, and who uses it", _list),
        ("check", "find providers that a tenant uses without valid evidence; exit code 1 if there is one", _check),
    ):
        act = acts.add_parser(name, help=says, description=f"{says[0].upper()}{says[1:]}.", allow_abbrev=False)
        add_configuration(act)
        act.set_defaults(run=_on_loaded(run))
    encrypt = add_act(acts, "encrypt", "print a tenant's own credential as it may stand in isogate.yaml", _encrypt)
    encrypt.add_argument("provider", metavar="PROVIDER")
    encrypt.add_argument("--tenant", required=True, metavar="TENANT", help="under whose root key it is encrypted")
    add_secret_options(encrypt, "ISOGATE_PROVIDER_KEY")


def _on_loaded(
    act: Callable[[Loaded, Rulebook, date, argparse.Namespace], int],
) -> Callable[[argparse.Namespace], int]:
    def run(options: argparse.Namespace) -> int:
        loaded = configured(source(options))
        return act(loaded, loaded.accepted()[1], datetime.now(UTC).date(), options)

    return run


async def _encrypt(plane: ControlPlane, rules: Rulebook, options: argparse.Namespace) -> int:
    if options.provider not in rules.providers:
        raise WrongUseError(f"no such provider; there are {', '.join(sorted(rules.providers))}")
    text = await credentials.encrypt(plane, options.tenant, rules.providers[options.provider], secret(options))
    if options.json:
        say_json({"provider": options.provider, "tenant": options.tenant, "credential": text})
    else:
        say(text)
    return 0


def _list(loaded: Loaded, rules: Rulebook, today: date, options: argparse.Namespace) -> int:
    del loaded
    used = uses(rules)
    entries = rules.providers.values()
    if options.json:
        say_json([_plain(entry, used, today) for entry in entries])
        return 0
    headings = [
        "PROVIDER",
        "WAY",
        "REGION",
        "KEEPS",
        "VALID UNTIL",
        "EVIDENCE",
        "VENDOR",
        "PURPOSES",
        "USED BY",
        "STANDING",
    ]
    say(*table(headings, [_row(entry, used, today) for entry in entries]))
    return 0


def _check(loaded: Loaded, rules: Rulebook, today: date, options: argparse.Namespace) -> int:
    used = uses(rules)
    soon = [
        entry
        for entry in rules.providers.values()
        if entry.name in used and standing(entry, today) is Standing.ENDS_SOON
    ]
    if options.json:
        refused = [asdict(refusal) for refusal in loaded.refusals]
        say_json({"ok": not refused, "refused": refused, "ends_soon": [_plain(entry, used, today) for entry in soon]})
        return 1 if refused else 0
    for refusal in sorted(loaded.refusals):
        say(f"{paint('refused', Ink.RED)}  {refusal}")
    for entry in soon:
        say(f"{paint('ends soon', Ink.YELLOW)}  {entry.name}: {_until(entry)}, used by {_users(entry, used)}")
    if not loaded.refusals:
        say(f"{paint('fine', Ink.GREEN)}  {len(used)} of {len(rules.providers)} providers are used, all with evidence")
    return 1 if loaded.refusals else 0


def uses(rules: Rulebook) -> Uses:
    """Who uses which provider, by the tenants' files."""
    found: dict[str, set[str]] = defaultdict(set)
    for tenant in rules.tenants.values():
        for purpose, models in tenant.models.items():
            for route in models.values():
                found[route.provider].add(f"{tenant.tenant}/{purpose}")
    return {provider: frozenset(names) for provider, names in found.items()}


def _row(entry: ProviderEntry, used: Uses, today: date) -> list[str]:
    stands = standing(entry, today)
    contract = entry.contract
    return [
        entry.name,
        entry.way.value,
        entry.region,
        f"{contract.retention_days} days" if contract else "-",
        _until(entry),
        contract.evidence if contract and entry.way is not Way.SANDBOX else "-",
        _vendor(entry.vendor),
        _joined(contract.purposes if contract and entry.way is not Way.SANDBOX else ()) or "-",
        _users(entry, used) or "-",
        paint(stands.value.replace("_", " "), _INKS.get(stands, Ink.RED)),
    ]


def _vendor(said: VendorFacts | None) -> str:
    """What the vendor says of itself where nothing else is agreed: how long it keeps content, whether it trains on it."""
    if said is None:
        return "-"
    kept = "not stated" if said.retention_days is None else f"{said.retention_days} days"
    trains = "" if said.trains == "no" else f", trains: {said.trains.replace('_', ' ')}"
    return f"{kept}{trains}{'' if said.confirmed else ', not confirmed'}"


def _until(entry: ProviderEntry) -> str:
    return f"{entry.contract.valid_until}" if entry.contract and entry.way is not Way.SANDBOX else "-"


def _users(entry: ProviderEntry, used: Uses) -> str:
    return _joined(used.get(entry.name, ()))


def _joined(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))


def _plain(entry: ProviderEntry, used: Uses, today: date) -> dict[str, object]:
    contract = entry.contract
    return {
        "provider": entry.name,
        "way": entry.way.value,
        "region": entry.region,
        "wires": sorted(entry.rules),
        "standing": standing(entry, today).value,
        "used_by": sorted(used.get(entry.name, ())),
        "contract": {
            **asdict(contract),
            "purposes": sorted(contract.purposes),
            "valid_until": contract.valid_until.isoformat(),
        }
        if contract
        else None,
        "vendor": {**asdict(entry.vendor), "checked": entry.vendor.checked.isoformat()} if entry.vendor else None,
    }
