"""`isogate key`: keys for the CRM and for people, and the key with which the CRM's data layer seals records.

A key is printed once, alone on standard output, so that it can be piped into a secret store; nobody can show it again.
"""

from __future__ import annotations

import argparse
from datetime import UTC, datetime, time, timedelta

from gateway.cli.deployment import add_act
from gateway.cli.screen import complain, say, say_json, table
from gateway.cli.wrong import WrongUseError
from gateway.control import keys
from gateway.control.plane import ControlPlane
from gateway.core.ledger import KeyRole, KeyRow
from gateway.core.policy import Rulebook

DEFAULT_OVERLAP = timedelta(hours=24)
MAX_OVERLAP_HOURS = 24 * 366


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare `create`, `rotate`, `list`, `revoke` and `seal`."""
    acts = parser.add_subparsers(metavar="ACT", required=True)
    create = add_act(acts, "create", "create a key and print it, once", _create)
    create.add_argument("tenant", metavar="TENANT")
    create.add_argument(
        "--purposes", type=_names, default=frozenset(), metavar="A,B", help="what an app key may be used for"
    )
    create.add_argument(
        "--role", type=KeyRole, default=KeyRole.APP, choices=list(KeyRole), help="app, unless said otherwise"
    )
    create.add_argument(
        "--expires", type=_expiry, metavar="DATE", help="last day on which it is valid (UTC), YYYY-MM-DD"
    )
    rotate = add_act(acts, "rotate", "print a new key on an old one's terms; the old one works on for a while", _rotate)
    rotate.add_argument("tenant", metavar="TENANT")
    rotate.add_argument("key_id", metavar="ID", help="as 'key list' shows it")
    rotate.add_argument(
        "--overlap",
        type=_hours,
        default=DEFAULT_OVERLAP,
        metavar="HOURS",
        help="hours for which the old key works on (24); 0 revokes it at once",
    )
    rotate.add_argument(
        "--expires", type=_expiry, metavar="DATE", help="last day of the new key; the old one's without it"
    )
    listed = add_act(acts, "list", "list a tenant's keys; their text is nowhere", _list)
    listed.add_argument("tenant", metavar="TENANT")
    revoke = add_act(acts, "revoke", "revoke a key, at once", _revoke)
    revoke.add_argument("tenant", metavar="TENANT")
    revoke.add_argument("key_id", metavar="ID", help="as 'key list' shows it")
    seal = add_act(acts, "seal", "print the tenant's seal key, for gateway.sdk.Sealer", _seal)
    seal.add_argument("tenant", metavar="TENANT")
    seal.add_argument("--id", default="s1", metavar="ID", help="an id of the tenant file's seal_keys (s1)")


async def _create(plane: ControlPlane, rules: Rulebook, options: argparse.Namespace) -> int:
    unknown = options.purposes - rules.purposes.keys()
    if unknown:
        raise WrongUseError(f"no such purpose; there are {', '.join(sorted(rules.purposes))}")
    issued = await keys.issue(
        plane, options.tenant, purposes=options.purposes, role=options.role, expires=options.expires
    )
    return _told(issued, options)


async def _rotate(plane: ControlPlane, rules: Rulebook, options: argparse.Namespace) -> int:
    del rules
    issued = await keys.rotate(plane, options.tenant, options.key_id, overlap=options.overlap, expires=options.expires)
    told = _told(issued, options)
    hours = options.overlap / timedelta(hours=1)
    ends = f"works for {hours:g} more hours at most" if hours else "is revoked; no call starts with it any more"
    complain(f"key {options.key_id} of {options.tenant} {ends}")
    return told


def _told(issued: keys.Issued, options: argparse.Namespace) -> int:
    if options.json:
        say_json({**_plain(issued.row), "key": issued.text})
    else:
        say(issued.text)
        complain(f"key {issued.row.key_id} of {issued.row.tenant}: keep it now, it is not shown again")
    return 0


async def _list(plane: ControlPlane, rules: Rulebook, options: argparse.Namespace) -> int:
    del rules
    rows = [_plain(row) for row in await plane.store.keys(options.tenant)]
    if options.json:
        say_json(rows)
    else:
        heads = ["ID", "ROLE", "PURPOSES", "CREATED", "EXPIRES", "LAST USED", "STATE"]
        say(*table(heads, [_shown(row) for row in rows]))
    return 0


async def _revoke(plane: ControlPlane, rules: Rulebook, options: argparse.Namespace) -> int:
    del rules
    await keys.revoke(plane, options.tenant, options.key_id)
    if options.json:
        say_json({"tenant": options.tenant, "id": options.key_id, "revoked": True})
    else:
        say(f"key {options.key_id} of {options.tenant} is revoked; no call starts with it any more")
    return 0


async def _seal(plane: ControlPlane, rules: Rulebook, options: argparse.Namespace) -> int:
    text = await keys.seal_key_text(plane, options.tenant, options.id)
    if options.json:
        say_json({"tenant": options.tenant, "id": options.id, "key": text})
    else:
        say(text)
    tenant = rules.tenants.get(options.tenant)
    if tenant is not None and options.id not in tenant.seal_keys:
        complain(f"blocks under it do not open: seal_keys in tenants/{options.tenant}.yaml does not list {options.id}")
    return 0


def _plain(row: KeyRow) -> dict[str, str | bool | list[str] | None]:
    return {
        "id": row.key_id,
        "tenant": row.tenant,
        "role": row.role.value,
        "purposes": sorted(row.purposes),
        "created": row.created.isoformat(timespec="seconds"),
        "expires": row.expires.isoformat(timespec="seconds") if row.expires else None,
        "last_used": row.last_used.isoformat() if row.last_used else None,
        "revoked": row.revoked,
    }


def _shown(row: dict[str, str | bool | list[str] | None]) -> list[str]:
    purposes = row["purposes"]
    listed = ",".join(purposes) if isinstance(purposes, list) else ""
    is_over = row["expires"] is not None and datetime.fromisoformat(str(row["expires"])) <= datetime.now(UTC)
    state = "revoked" if row["revoked"] else "expired" if is_over else "valid"
    ends, used = str(row["expires"] or "never"), str(row["last_used"] or "never")
    return [str(row["id"]), str(row["role"]), listed or "-", str(row["created"]), ends, used, state]


def _names(text: str) -> frozenset[str]:
    return frozenset(name.strip() for name in text.split(",") if name.strip())


def _hours(text: str) -> timedelta:
    """A length of time from 0 to a year, in hours."""
    hours = float(text)
    if not 0 <= hours <= MAX_OVERLAP_HOURS:
        raise ValueError
    return timedelta(hours=hours)


def _expiry(text: str) -> datetime:
    """The last moment of that day."""
    return datetime.combine(datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC), time.max, UTC)
