"""The figures: paired by round, and printed with few digits."""

import pytest

from tests.bench.stats import Sample, Spread, difference, over, ratio, spread


def _sample(system: str, number: int, value: float) -> Sample:
    return Sample(system, "small-1", number, 10, value, value, value, value)


SAMPLES = [
    _sample("fast", 1, 10.0),
    _sample("slow", 1, 2.0),
    _sample("fast", 2, 30.0),
    _sample("slow", 2, 3.0),
]


def test_a_spread_is_minimum_median_maximum() -> None:
    assert spread([3.0, 1.0, 2.0]) == Spread(1.0, 2.0, 3.0)


def test_a_spread_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a value"):
        spread([])


def test_a_ratio_compares_within_a_round() -> None:
    assert ratio(SAMPLES, ("fast", "slow"), "small-1", "per_second") == Spread(5.0, 7.5, 10.0)


def test_a_difference_compares_within_a_round() -> None:
    assert difference(SAMPLES, ("fast", "slow"), "small-1", "first_token") == Spread(8.0, 17.5, 27.0)


def test_a_figure_of_one_system_leaves_the_others_out() -> None:
    assert over(SAMPLES, "slow", "small-1", "cpu_per_call") == Spread(2.0, 2.5, 3.0)


@pytest.mark.parametrize(("value", "shown"), [(1234.5, "1,234"), (99.96, "100.0"), (5.678, "5.68"), (-12.34, "-12.3")])
def test_three_digits_are_shown(value: float, shown: str) -> None:
    assert str(Spread(value, value, value)).split()[0] == shown
