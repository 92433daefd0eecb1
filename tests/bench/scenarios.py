"""What is sent: prompts, connections, streamed or whole."""

from dataclasses import dataclass

from tests.bench import prompts


@dataclass(frozen=True, slots=True)
class Scenario:
    """One kind of load."""

    name: str
    title: str
    text: str
    planted: tuple[str, ...]
    connections: int
    stream: bool = False
    ramp_seconds: float = 0.0
    """In which the connections begin, one after the other."""
    every_seconds: float = 0.0
    """From one call of a connection to its next; 0: as soon as the last one is answered."""


def scenarios() -> list[Scenario]:
    """All of them, in the order in which they run."""
    medium = prompts.medium()
    return [
        Scenario("small-1", "small, 1 at a time", prompts.SMALL, prompts.PLANTED_SMALL, 1),
        Scenario("small-16", "small, 16 at a time", prompts.SMALL, prompts.PLANTED_SMALL, 16),
        Scenario("medium-1", "500 words, 1 at a time", medium, prompts.PLANTED_MEDIUM, 1),
        Scenario("medium-16", "500 words, 16 at a time", medium, prompts.PLANTED_MEDIUM, 16),
        Scenario("stream-1", "stream of 60, 1 at a time", prompts.SMALL, prompts.PLANTED_SMALL, 1, stream=True),
        Scenario("stream-16", "stream of 60, 16 at a time", prompts.SMALL, prompts.PLANTED_SMALL, 16, stream=True),
    ]
