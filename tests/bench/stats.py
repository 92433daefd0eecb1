"""From samples to what is printed: ratios round by round, and their minimum, median and maximum.

A ratio compares two systems in the *same* round: what disturbs the machine then disturbs both.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Spread:
    """Minimum, median and maximum of a figure over the rounds."""

    low: float
    middle: float
    high: float

    def __str__(self) -> str:
        return f"{_short(self.middle)} ({_short(self.low)} to {_short(self.high)})"


@dataclass(frozen=True, slots=True)
class Sample:
    """One system in one scenario and round: calls a second, seconds of CPU, wall and first token per call."""

    system: str
    scenario: str
    round: int
    calls: int
    per_second: float
    cpu_per_call: float
    wall_per_call: float
    first_token: float


def spread(values: Sequence[float]) -> Spread:
    """The spread of at least one value; ValueError for none."""
    if not values:
        raise ValueError("a spread needs a value")
    return Spread(min(values), median(values), max(values))


def over(samples: Sequence[Sample], system: str, scenario: str, field: str) -> Spread:
    """The spread of one figure of one system in one scenario."""
    return spread([getattr(each, field) for each in _of(samples, system, scenario)])


def ratio(samples: Sequence[Sample], systems: tuple[str, str], scenario: str, field: str) -> Spread:
    """The spread of the first system's figure divided by the second's, each within its round."""
    return _paired(samples, systems, scenario, field, lambda top, bottom: top / bottom)


def difference(samples: Sequence[Sample], systems: tuple[str, str], scenario: str, field: str) -> Spread:
    """The spread of the first system's figure less the second's, each within its round."""
    return _paired(samples, systems, scenario, field, lambda top, bottom: top - bottom)


def _paired(
    samples: Sequence[Sample],
    systems: tuple[str, str],
    scenario: str,
    field: str,
    join: Callable[[float, float], float],
) -> Spread:
    below = {each.round: getattr(each, field) for each in _of(samples, systems[1], scenario)}
    pairs = [
        (getattr(each, field), below[each.round])
        for each in _of(samples, systems[0], scenario)
        if below.get(each.round)
    ]
    return spread([join(top, bottom) for top, bottom in pairs])


def _of(samples: Sequence[Sample], system: str, scenario: str) -> list[Sample]:
    return [each for each in samples if each.system == system and each.scenario == scenario]


def _short(value: float) -> str:
    """Three significant digits, without an exponent."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
