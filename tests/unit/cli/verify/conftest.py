"""One throw-away deployment in front of a recording upstream, for all tests of this directory that make calls."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest_asyncio

from gateway.cli.verify.deployment import Route, Verified, verified
from gateway.cli.verify.dialects import CUTS, Dialects
from gateway.cli.verify.upstream import RecordingUpstream, Request, recording

PURPOSE = "deal_coach"


@dataclass(frozen=True, slots=True)
class Stage:
    """The deployment and its upstream."""

    opened: Verified
    upstream: RecordingUpstream

    def route(self, provider: str) -> Route:
        """The route to this provider, its upstream answering in its way."""
        (route,) = (each for each in self.opened.routes if each.entry.name == provider)
        self.upstream.answer = Dialects(route.entry, CUTS["by event"], {})
        return route


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def stage() -> AsyncIterator[Stage]:
    def nothing(_request: Request) -> None:
        raise AssertionError

    async with (
        recording(nothing) as upstream,  # type: ignore[arg-type]  # each test says how it answers
        verified(None, upstream.url, PURPOSE) as opened,
    ):
        yield Stage(opened, upstream)
