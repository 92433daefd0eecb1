"""`isogate consent`: who agreed to what (C3.1), withdrawals and objections (C7.1).

A withdrawal and an objection return when no call can start against them any more; calls in flight are cut.
"""

from __future__ import annotations

import argparse

from gateway.cli.deployment import add_act
from gateway.cli.screen import say, say_json, table
from gateway.cli.wrong import WrongUseError
from gateway.control import consent
from gateway.control.plane import ControlPlane
from gateway.core.ledger import EVERY_USER, SYSTEM_USER, ConsentRow, ConsentState
from gateway.core.policy import Rulebook

_HOLDS = "this holds for every call that starts from now on; calls in flight are cut"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare `grant`, `withdraw`, `list`, `object` and `unobject`."""
    acts = parser.add_subparsers(metavar="ACT", required=True)
    for act, says, run in (
        ("grant", "record that a user, or every user, agreed to a purpose", _grant),
        ("withdraw", "record that consent is withdrawn, at once", _withdraw),
    ):
        change = _of_tenant(add_act(acts, act, says, run))
        change.add_argument("--purpose", required=True, metavar="PURPOSE")
        who = change.add_mutually_exclusive_group(required=True)
        who.add_argument(
            "--user", type=_user, metavar="ID", help=f"the user as the CRM names it; {SYSTEM_USER}: unattended jobs"
        )
        who.add_argument(
            "--everyone", dest="user", action="store_const", const=EVERY_USER, help="every user of the tenant"
        )
    _of_tenant(add_act(acts, "list", "list what is on file; users as keyed hashes", _list))
    for act, says, run in (
        ("object", "record that a person objects, at once: calls about them are refused", _object),
        ("unobject", "take an objection back", _unobject),
    ):
        objection = _of_tenant(add_act(acts, act, says, run))
        objection.add_argument("--subject", required=True, metavar="ID", help="the contact's id, as in sealed records")


async def _grant(plane: ControlPlane, rules: Rulebook, options: argparse.Namespace) -> int:
    version = _version(rules, options)
    row = await consent.grant(plane, options.tenant, purpose=options.purpose, user=options.user, policy_version=version)
    return _told(row, options, f"granted: {_who(options.user)} of {options.tenant}, {options.purpose}, under {version}")


async def _withdraw(plane: ControlPlane, rules: Rulebook, options: argparse.Namespace) -> int:
    version = _version(rules, options)
    row = await consent.withdraw(
        plane, options.tenant, purpose=options.purpose, user=options.user, policy_version=version
    )
    return _told(row, options, f"withdrawn: {_who(options.user)} of {options.tenant}, {options.purpose}; {_HOLDS}")


async def _list(plane: ControlPlane, rules: Rulebook, options: argparse.Namespace) -> int:
    del rules
    rows = await consent.list_consents(plane, options.tenant)
    if options.json:
        say_json([_plain(row) for row in rows])
        return 0
    shown = [
        [_who(row.user), row.purpose, row.state.value, f"{row.at:%Y-%m-%d %H:%M}", row.policy_version] for row in rows
    ]
    say(*table(["USER", "PURPOSE", "STATE", "SINCE (UTC)", "POLICY"], shown))
    return 0


async def _object(plane: ControlPlane, rules: Rulebook, options: argparse.Namespace) -> int:
    del rules
    await consent.object_subject(plane, options.tenant, options.subject)
    if options.json:
        say_json({"tenant": options.tenant, "objected": True})
    else:
        say(f"objection recorded for {options.tenant}; {_HOLDS}")
    return 0


async def _unobject(plane: ControlPlane, rules: Rulebook, options: argparse.Namespace) -> int:
    del rules
    await consent.lift_objection(plane, options.tenant, options.subject)
    if options.json:
        say_json({"tenant": options.tenant, "objected": False})
    else:
        say(f"objection taken back for {options.tenant}")
    return 0


def _of_tenant(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("tenant", metavar="TENANT")
    return parser


def _version(rules: Rulebook, options: argparse.Namespace) -> str:
    """The version of the rules that are agreed to, or no longer: the tenant's own where it has a file."""
    tenant = rules.tenants.get(options.tenant)
    purposes = tenant.purposes if tenant else rules.purposes
    if options.purpose not in purposes:
        raise WrongUseError(f"no such purpose; there are {', '.join(sorted(purposes))}")
    return purposes[options.purpose].version


def _told(row: ConsentRow, options: argparse.Namespace, sentence: str) -> int:
    if options.json:
        say_json(_plain(row))
    else:
        say(sentence)
    return 0


def _plain(row: ConsentRow) -> dict[str, str | bool]:
    return {
        "tenant": row.tenant,
        "purpose": row.purpose,
        "user": row.user,
        "granted": row.state is ConsentState.GRANTED,
        "policy_version": row.policy_version,
        "at": row.at.isoformat(),
    }


def _who(user: str) -> str:
    return "everyone" if user == EVERY_USER else user


def _user(text: str) -> str:
    """An empty id names nobody, and `*` is what `--everyone` says."""
    if text in {"", EVERY_USER}:
        raise argparse.ArgumentTypeError("an id; --everyone means every user")
    return text
