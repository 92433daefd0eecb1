"""What the fairness part says of its figures. How long calls take decides no test."""

from tests.bench.fairness import ALONE, CASES, ELSEWHERE, PROVIDERS, Measured, as_text, p99

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
    _, _, *lines = as_text(found).splitlines()

    assert "10.0 ms (" not in lines[0]
    assert "16.0 ms (+6.0 ms, +60.0%)" in lines[1]
    assert "20.0 ms (+10.0 ms, +100.0%)  +4.0 ms, +25.0%" in lines[2]
    assert lines[2].split()[-2:] == ["120", "100"]
    assert "270.4 ms (+10.4 ms, +4.0%)" in lines[4]


def test_each_burst_has_its_control() -> None:
    bursts = {case: burst for case, burst in CASES if burst is not None}
    here = {case: burst for case, burst in bursts.items() if not case.endswith(ELSEWHERE)}

    assert bursts == here | {case + ELSEWHERE: burst for case, burst in here.items()}


def test_the_quiet_tenant_calls_as_often_whenever_the_provider_answers() -> None:
    paces = {round(calls.connections / calls.every_seconds) for _, _, calls in PROVIDERS}

    assert paces == {50}


def test_the_percentile_is_near_the_largest_of_a_hundred() -> None:
    assert 98 <= p99([float(each) for each in range(1, 101)]) <= 100
