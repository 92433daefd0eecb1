"""What the fairness part says of its figures. How long calls take decides no test."""

from dataclasses import replace

import pytest

from tests.bench import fairness
from tests.bench.fairness import ALONE, BURSTING, CASES, ELSEWHERE, PROVIDERS, QUIET, Fairness, Measured, as_text, p99
from tests.bench.scenarios import Scenario

PACED_ELSEWHERE, PACED = [case for case, _ in CASES][1:3]
AT_ONCE, LATER = (answers for answers, _, _ in PROVIDERS)


def _measured(provider: str, case: str, milliseconds: float) -> Measured:
    others = [] if case == ALONE else [100.0]
    return Measured(provider, case, [[milliseconds] * 60, [milliseconds] * 60], others)


def test_what_a_burst_costs_is_told_against_the_same_provider_alone_and_against_the_burst_elsewhere() -> None:
    found = [
        _measured(AT_ONCE, ALONE, 10.0),
        _measured(AT_ONCE, PACED_ELSEWHERE, 16.0),
        _measured(AT_ONCE, PACED, 20.0),
        _measured(LATER, ALONE, 260.0),
        _measured(LATER, PACED, 270.4),
    ]
    shares, _, _, *lines = as_text(Fairness(160.0, found)).splitlines()

    assert "160 calls a second; the tenant that is watched makes 40" in shares
    assert "10.0 ms (" not in lines[0]
    assert "16.0 ms (+6.0 ms, +60.0%)" in lines[1]
    assert "20.0 ms (+10.0 ms, +100.0%)  +4.0 ms, +25.0%" in lines[2]
    assert lines[2].split()[-2:] == ["120", "100"]
    assert "270.4 ms (+10.4 ms, +4.0%)" in lines[4]


def test_each_burst_has_its_control() -> None:
    shares = {case: share for case, share in CASES if share is not None}
    here = {case: share for case, share in shares.items() if not case.endswith(ELSEWHERE)}

    assert shares == here | {case + ELSEWHERE: share for case, share in here.items()}


def test_the_watched_tenant_has_less_than_its_half_and_a_paced_one_leaves_the_core_time() -> None:
    others = [share for _, share in CASES if share]

    assert fairness.QUIET_SHARE < 1 / 2
    assert all(fairness.QUIET_SHARE + share < 1 for share in others)


@pytest.mark.parametrize("calls", [QUIET, BURSTING, *(replace(QUIET, connections=each) for _, _, each in PROVIDERS)])
def test_paced_connections_make_so_many_calls_a_second_together(calls: Scenario) -> None:
    paced = fairness.paced(calls, 50.0)

    assert paced.connections / paced.every_seconds == pytest.approx(50.0)
    assert paced.ramp_seconds == paced.every_seconds
    assert fairness.paced(calls, 0.0).every_seconds == 0.0


def test_the_percentile_is_near_the_largest_of_a_hundred() -> None:
    assert 98 <= p99([float(each) for each in range(1, 101)]) <= 100
