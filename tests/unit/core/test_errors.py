"""The error catalogue: complete, fixed texts, and nothing of a request in a refusal."""

import pytest

from gateway.core.errors import CATALOGUE, Code, Mends, Refusal, plain_name


def test_every_code_has_its_row() -> None:
    assert set(CATALOGUE) == set(Code)


@pytest.mark.parametrize("code", Code)
def test_a_message_says_what_and_the_remedy_says_how(code: Code) -> None:
    row = CATALOGUE[code]

    assert row.message.endswith(".")
    assert row.remedy.endswith((".", "`."))
    assert row.mends in Mends
    assert "{" not in row.message + row.remedy


@pytest.mark.parametrize("code", [Code.CONTEXT_FOREIGN, Code.CONTEXT_FORGED, Code.REDACTION_INCOMPLETE, Code.INTERNAL])
def test_what_may_be_a_leak_or_an_attack_raises_an_alert(code: Code) -> None:
    assert CATALOGUE[code].alert


@pytest.mark.parametrize(
    "code",
    [
        Code.CONSENT_WITHDRAWN,
        Code.SUBJECT_OBJECTED,
        Code.SUBJECT_MINOR,
        Code.CONTEXT_FOREIGN,
        Code.PARAMETER_REFUSED,
    ],
)
def test_a_decision_does_not_pass_by_itself(code: Code) -> None:
    assert not CATALOGUE[code].passing


def test_a_refusal_says_its_code_and_nothing_else() -> None:
    refusal = Refusal(Code.PARAMETER_REFUSED, param="store")

    assert str(refusal) == "parameter_refused"
    assert refusal.explained is CATALOGUE[Code.PARAMETER_REFUSED]


@pytest.mark.parametrize("name", ["store", "prompt_cache_key", "X-Data-Subjects"])
def test_a_parameters_name_is_repeated(name: str) -> None:
    assert plain_name(name) == name


@pytest.mark.parametrize("name", ["+49 151 2345678", "jane@example.com", "a" * 41, "", "1a", "a.b", "jané", "a\n"])
def test_a_name_that_could_be_somebodys_data_is_never_repeated(name: str) -> None:
    assert plain_name(name) == "*"
