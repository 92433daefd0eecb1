"""`isogate explain`: steps 1 to 6 for a body, without the record: what would be decided, and the exact bytes that would be sent.

It asks the configuration's own store, as a call would. Nothing is dialled, and nothing is kept.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections.abc import Mapping
from types import MappingProxyType

from gateway.app import opened
from gateway.cli.deployment import add_configuration, configured, source
from gateway.cli.highlight import with_tokens
from gateway.cli.screen import Ink, paint, say, say_json
from gateway.cli.secret_options import add_secret_options, secret
from gateway.cli.wrong import told_as_wrong_use
from gateway.core.errors import Refusal
from gateway.core.stages import Asked
from gateway.core.wire import Wire
from gateway.core.wires.anthropic_count_tokens import ANTHROPIC_COUNT_TOKENS
from gateway.core.wires.anthropic_messages import ANTHROPIC_MESSAGES
from gateway.core.wires.openai_chat import OPENAI_CHAT
from gateway.core.wires.openai_embeddings import OPENAI_EMBEDDINGS
from gateway.core.wires.openai_responses import OPENAI_RESPONSES
from gateway.pipeline import explain

WIRES: Mapping[str, Wire] = MappingProxyType(
    {
        "openai": OPENAI_CHAT,
        "responses": OPENAI_RESPONSES,
        "anthropic": ANTHROPIC_MESSAGES,
        "embeddings": OPENAI_EMBEDDINGS,
        "count-tokens": ANTHROPIC_COUNT_TOKENS,
    }
)
NO_TRACE = "explained"
"""Stands where a call has its trace's id: nothing is recorded under it."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    add_configuration(parser)
    add_secret_options(parser, "ISOGATE_KEY")
    parser.epilog = "The body comes in on standard input."
    parser.add_argument("--purpose", required=True, metavar="PURPOSE")
    parser.add_argument("--wire", choices=sorted(WIRES), default="openai", help="the body's API (openai)")
    parser.add_argument("--user", required=True, metavar="ID", help="the acting user, as X-Account-User says it")
    parser.add_argument("--subjects", type=_ids, metavar="A,B", help="as X-Data-Subjects says them; 'none': nobody")
    parser.set_defaults(run=lambda options: asyncio.run(_explain(options)))


async def _explain(options: argparse.Namespace) -> int:
    asked = Asked(
        NO_TRACE,
        WIRES[options.wire],
        options.purpose,
        secret(options),
        options.user,
        options.subjects,
        sys.stdin.buffer.read(),
    )
    with told_as_wrong_use():
        async with opened(configured(source(options))) as house:
            try:
                explained = await explain(asked, house.ports)
            except Refusal as refusal:
                _tell_refusal(refusal, as_json=options.json)
                return 1
    if options.json:
        say_json(explained.shown())
        return 0
    for number, (step, decided) in enumerate(explained.decisions().items(), 1):
        say(
            f"{paint(f'{number} {step:13}', Ink.GREEN)} {'  '.join(f'{name}={value}' for name, value in decided.items())}"
        )
    say(paint("What would be sent:", Ink.BOLD))
    say(with_tokens(json.dumps(explained.outgoing.read(), ensure_ascii=False, indent=2)))
    return 0


def _tell_refusal(refusal: Refusal, *, as_json: bool) -> None:
    row = refusal.explained
    if as_json:
        say_json(
            {
                "allowed": False,
                "code": refusal.code.value,
                "param": refusal.param,
                "clause": row.clause,
                "message": row.message,
                "remedy": row.remedy,
            }
        )
        return
    say(f"{paint(f'refused: {refusal.code}', Ink.RED, Ink.BOLD)}{f' at {refusal.param}' if refusal.param else ''}")
    say(f"  {row.message}{f' ({row.clause})' if row.clause else ''}", f"  {row.remedy}")


def _ids(text: str) -> tuple[str, ...]:
    return () if text == "none" else tuple(each.strip() for each in text.split(","))
