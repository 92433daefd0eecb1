"""A complaint says where, what and how to mend it, in a form that editors link."""

from gateway.config.problem import InvalidConfigurationError, Problem

PROBLEM = Problem("tenants/acme.yaml", 12, "models.twin", "no such purpose", "Did you mean twin?")


def test_a_problem_begins_with_file_and_line() -> None:
    assert str(PROBLEM) == "tenants/acme.yaml:12: models.twin: no such purpose\n    Did you mean twin?"


def test_without_a_line_the_place_stands_alone() -> None:
    assert str(Problem("ISOGATE_LISTEN", 0, "listen", "wrong", "Mend it.")).startswith("ISOGATE_LISTEN: listen: wrong")
    assert str(Problem("tenants", 0, "", "is no directory", "Make it.")).startswith("tenants: is no directory")


def test_the_exception_says_all_of_them() -> None:
    error = InvalidConfigurationError((PROBLEM, PROBLEM))

    assert str(error).count("no such purpose") == 2
    assert error.problems == (PROBLEM, PROBLEM)
