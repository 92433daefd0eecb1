"""`isogate tenant`: the tenants of the store. What a tenant may do is in its file, `tenants/<id>.yaml`."""

from __future__ import annotations

import argparse

from gateway.cli.deployment import add_act
from gateway.cli.screen import complain, say, say_json, table
from gateway.control import tenants
from gateway.control.plane import ControlPlane
from gateway.core.ledger import TenantRow, TenantStatus
from gateway.core.policy import Rulebook


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare `create`, `list`, `suspend` and `activate`."""
    acts = parser.add_subparsers(metavar="ACT", required=True)
    create = add_act(acts, "create", "create a tenant, with a root key of its own", _create)
    create.add_argument("tenant", metavar="TENANT")
    create.add_argument("--new-store", action="store_true", help="make the SQLite store when there is none")
    add_act(acts, "list", "list tenants with their status", _list)
    for act, status, says in (
        ("suspend", TenantStatus.SUSPENDED, "refuse every call of a tenant, at once"),
        ("activate", TenantStatus.ACTIVE, "serve a suspended tenant again"),
    ):
        change = add_act(acts, act, says, _set_status)
        change.add_argument("tenant", metavar="TENANT")
        change.set_defaults(status=status)


async def _create(plane: ControlPlane, rules: Rulebook, options: argparse.Namespace) -> int:
    row = await tenants.create(plane, options.tenant)
    if options.json:
        say_json(_plain(row, rules))
    else:
        say(f"created tenant {row.tenant}")
    if row.tenant not in rules.tenants:
        complain(f"no calls yet: it has no file; copy a sample to tenants/{row.tenant}.yaml and restart")
    return 0


async def _list(plane: ControlPlane, rules: Rulebook, options: argparse.Namespace) -> int:
    rows = [_plain(row, rules) for row in await plane.store.tenants()]
    if options.json:
        say_json(rows)
    else:
        say(*table(["TENANT", "STATUS", "CREATED", "FILE"], [_shown(row) for row in rows]))
    return 0


async def _set_status(plane: ControlPlane, rules: Rulebook, options: argparse.Namespace) -> int:
    del rules
    status: TenantStatus = options.status
    await tenants.set_status(plane, options.tenant, status)
    if options.json:
        say_json({"tenant": options.tenant, "status": status.value})
    else:
        say(f"tenant {options.tenant} is {status.value}; this holds for every call that starts from now on")
    return 0


def _plain(row: TenantRow, rules: Rulebook) -> dict[str, str | bool]:
    return {
        "tenant": row.tenant,
        "status": row.status.value,
        "created": row.created.isoformat(timespec="seconds"),
        "has_file": row.tenant in rules.tenants,
    }


def _shown(row: dict[str, str | bool]) -> list[str]:
    return [str(row["tenant"]), str(row["status"]), str(row["created"]), "yes" if row["has_file"] else "missing"]
