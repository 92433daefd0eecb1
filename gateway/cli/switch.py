"""`isogate switch`: the operator's kill switches, as immediate as a withdrawal (C7.1)."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from gateway.cli.deployment import add_act
from gateway.cli.screen import complain, say, say_json
from gateway.control import switches
from gateway.control.plane import ControlPlane
from gateway.control.switches import Subject, switch_name
from gateway.core.policy import Rulebook


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare `off`, `on` and `list`."""
    acts = parser.add_subparsers(metavar="ACT", required=True)
    for act, says in (
        ("off", "refuse its calls, at once; calls in flight are cut"),
        ("on", "let its calls start again"),
    ):
        turn = add_act(acts, act, says, _turn)
        what = turn.add_mutually_exclusive_group(required=True)
        for subject in Subject:
            what.add_argument(f"--{subject.value}", metavar="NAME")
        turn.set_defaults(is_off=act == "off")
    add_act(acts, "list", "list what is switched off", _list)


async def _turn(plane: ControlPlane, rules: Rulebook, options: argparse.Namespace) -> int:
    given: dict[Subject, str | None] = {each: getattr(options, each.value) for each in Subject}
    subject, name = next((each, named) for each, named in given.items() if named is not None)
    await (switches.turn_off if options.is_off else switches.turn_on)(plane, subject, name)
    state = "off" if options.is_off else "on"
    if options.json:
        say_json({"switch": switch_name(subject, name), "state": state})
    else:
        say(f"{subject.value} {name} is {state}")
    if name not in _known(rules, subject):
        complain(f"note: the configuration has no {subject.value} of that name")
    return 0


async def _list(plane: ControlPlane, rules: Rulebook, options: argparse.Namespace) -> int:
    del rules
    off = await switches.turned_off(plane)
    if options.json:
        say_json(off)
    else:
        say(*(off or ["nothing is switched off"]))
    return 0


def _known(rules: Rulebook, subject: Subject) -> frozenset[str]:
    """Names that the configuration has; another one can be switched too, before it comes."""
    names: dict[Subject, Iterable[str]] = {
        Subject.PROVIDER: rules.providers,
        Subject.PURPOSE: rules.purposes,
        Subject.TENANT: rules.tenants,
        Subject.ISSUER: rules.issuers,
    }
    return frozenset(names[subject])
