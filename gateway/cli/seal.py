"""`isogate seal`: wraps the record on standard input as the CRM's data layer does with `gateway.sdk.Sealer`.

For shells and tests. The record's text comes in on standard input, known values in a file: neither belongs on a command line.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from datetime import timedelta
from pathlib import Path

from gateway.cli.screen import say
from gateway.cli.secret_options import add_secret_options, secret
from gateway.cli.wrong import WrongUseError, told_as_wrong_use
from gateway.core.keys import SEAL_PREFIX
from gateway.sdk import ROLES, Known, Sealer

_LIFE = re.compile(r"([0-9]{1,9})([smhd])")
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_TENANT_PART = 1


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    add_secret_options(parser, "ISOGATE_SEAL_KEY")
    parser.add_argument("--tenant", metavar="TENANT", help="of the record's row (the key's, if not said)")
    parser.add_argument("--record", required=True, metavar="ID", help="the record's id in the CRM")
    parser.add_argument(
        "--kind", required=True, metavar="KIND", help="lead, sample, template or another lower-case word"
    )
    parser.add_argument(
        "--user", metavar="ID", help="whose it is; required for samples and where a purpose isolates users"
    )
    parser.add_argument(
        "--purpose", action="append", default=[], metavar="PURPOSE", help="what it may be used for, if not for all"
    )
    parser.add_argument(
        "--subject",
        type=_pair,
        action="append",
        default=[],
        metavar="ID=ROLE",
        help=f"who is in it; a role is {', '.join(ROLES)}",
    )
    parser.add_argument(
        "--known",
        type=Path,
        metavar="FILE",
        help='JSON list of personal values: "text", ["text", "subject"] or with a "LABEL" third',
    )
    parser.add_argument(
        "--minor", action="append", default=[], metavar="ID", help="a subject under 18: refuses the call"
    )
    parser.add_argument(
        "--born", type=_pair, action="append", default=[], metavar="ID=DATE", help="a subject's birth date"
    )
    parser.add_argument(
        "--expires", type=_life, default=timedelta(hours=1), metavar="1h", help="how long it opens: 90s, 30m, 1h, 7d"
    )
    parser.set_defaults(run=_seal)


def _seal(options: argparse.Namespace) -> int:
    key = secret(options)
    with told_as_wrong_use():
        tenant = options.tenant or _tenant_of(key)
        block = Sealer({tenant: key}).seal(
            _text(),
            tenant=tenant,
            record=options.record,
            kind=options.kind,
            user=options.user,
            purposes=options.purpose,
            subjects=dict(options.subject),
            known=_known(options.known) if options.known else (),
            minors=options.minor,
            born=dict(options.born),
            expires=options.expires,
        )
    say(block)
    return 0


def _text() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8").removesuffix("\n")
    except UnicodeDecodeError:
        raise WrongUseError("the record is not UTF-8") from None


def _tenant_of(key: str) -> str:
    parts = key.split("_")
    if parts[0] != SEAL_PREFIX or len(parts) <= _TENANT_PART:
        raise WrongUseError("not a seal key: 'isogate key seal TENANT' prints one")
    return parts[_TENANT_PART]


def _known(path: Path) -> list[Known]:
    wrong = WrongUseError(f"{path}: wanted a JSON list of texts and of lists of two or three texts")
    try:
        values: object = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        raise wrong from None
    if not isinstance(values, list):
        raise wrong
    known: list[Known] = []
    for value in values:
        match value:
            case str():
                known.append(value)
            case [str() as text, str() as subject]:
                known.append((text, subject))
            case [str() as text, str() | None as subject, str() | None as label]:
                known.append((text, subject, label))
            case _:
                raise wrong
    return known


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not (name and equals and value):
        raise ValueError
    return name, value


def _life(text: str) -> timedelta:
    matched = _LIFE.fullmatch(text)
    if matched is None:
        raise ValueError
    return timedelta(seconds=int(matched[1]) * _UNITS[matched[2]])
