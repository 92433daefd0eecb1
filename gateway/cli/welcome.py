"""What `serve --sample` prints when it is ready: in under ten lines, everything that a newcomer needs for a first call."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from gateway.cli.screen import Ink, paint

_BODY = {
    "model": "sandbox/sales",
    "messages": [
        {"role": "user", "content": "Write a thank-you mail to jane.doe@example.com and offer to call +44 20 7946 0958"}
    ],
}
_NEXT = (
    "try",
    "traces list --sample",
    "consent withdraw acme --purpose content --everyone --sample",
)


def welcome(address: str, keys: Mapping[str, str]) -> list[str]:
    """Address, sample keys, a call that works as pasted, and what to try next."""
    call = (
        f"curl -s {address}/content/v1/chat/completions -H 'X-Account-User: user-1' -H 'Content-Type: application/json'"
        f" -H 'Authorization: Bearer {next(iter(keys.values()))}' -d {shlex.quote(json.dumps(_BODY, separators=(',', ':')))}"
    )
    return [
        paint(f"isogate serves the sample deployment on {address}", Ink.BOLD) + ", with its store and secrets in ./var",
        *(f"  key of {tenant + ':':8} {key}" for tenant, key in keys.items()),
        "The provider is the built-in sandbox: nothing leaves this machine. A call, and what else to try in another terminal:",
        f"  {paint(call, Ink.CYAN)}",
        *(f"  {program()} {command}" for command in _NEXT),
    ]


def program() -> str:
    """How this program was called, so that what is printed can be pasted: `isogate` when the shell finds it by that name."""
    called = Path(sys.argv[0])
    if called.name in {"__main__.py", "main.py"}:
        return f"{shlex.quote(sys.executable)} -m gateway"
    if called.name == "isogate" and shutil.which("isogate") is None and called.exists():
        return shlex.quote(os.path.relpath(called))
    return "isogate"
