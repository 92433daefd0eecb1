"""`isogate redact`: texts as a provider would see them.

Each text takes the gateway's own way, up to the last look at the outgoing bytes: sealed as a record with its
known values, isolated, redacted by a purpose's policy, guarded. What the gateway would refuse is refused here, by its code.
"""

from __future__ import annotations

import argparse
import asyncio
import sys

from gateway.cli.deployment import chosen_detection
from gateway.cli.detect import add_text_options, given_text
from gateway.cli.highlight import with_tokens
from gateway.cli.jsonl import Entry, UnfitLineError, over_lines
from gateway.cli.rehearsal import TENANT, USER, Rehearsal, rehearsal
from gateway.cli.screen import say
from gateway.cli.wrong import WrongUseError
from gateway.core.call import Role
from gateway.core.jsontypes import JsonObject
from gateway.core.wires.openai_chat import OPENAI_CHAT
from gateway.pipeline import explain

DEFAULT_PURPOSE = "content"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    add_text_options(parser)
    parser.add_argument(
        "--purpose", default=DEFAULT_PURPOSE, metavar="PURPOSE", help=f"whose policy ({DEFAULT_PURPOSE})"
    )
    parser.set_defaults(run=lambda options: asyncio.run(_redact(options)))


async def _redact(options: argparse.Namespace) -> int:
    text = given_text(options)
    async with rehearsal(chosen_detection(options)) as house:
        purposes = house.ports.rules().purposes
        if options.purpose not in purposes:
            raise WrongUseError(f"no such purpose; there are {', '.join(sorted(purposes))}")
        if text is not None:
            say(with_tokens(await redacted(house, options.purpose, Entry("", text))))
            return 0

        async def work(entry: Entry) -> JsonObject:
            return {"redacted": await redacted(house, options.purpose, entry)}

        return await over_lines(sys.stdin.buffer, work)


async def redacted(house: Rehearsal, purpose: str, entry: Entry) -> str:
    """The entry's text as a provider would see it. Raises what the call would be refused with."""
    known = [(each.value, None, each.label) for each in entry.known]
    try:
        block = house.sealer.seal(entry.text, tenant=TENANT, record="line", kind="note", user=USER, known=known)
    except ValueError:
        raise UnfitLineError("the text holds a sealed block, or is no Unicode text") from None
    body = {"model": "sandbox/echo", "messages": [{"role": "user", "content": block}]}
    explained = await explain(house.asked(OPENAI_CHAT, purpose, body), house.ports)
    (leaf,) = (each for each in explained.isolated.permitted.call.leaves if each.role is Role.USER)
    return explained.redacted.texts[leaf.index]
