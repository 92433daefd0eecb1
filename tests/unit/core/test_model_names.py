"""A refused model is known by whatever name it goes at its provider."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.core.model_names import why_refused

REFUSED = {
    "openrouter/auto": "a router",
    "*:free": "trains",
    "*-cloud": "elsewhere",
    "*@preset/*": "a preset",
    "compound-*": "tools",
}
NAMES = st.text("abyz019._-", min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("model", "why"),
    [
        ("openrouter/auto", "a router"),
        ("openrouter/openrouter/auto", "a router"),
        ("OpenRouter/Auto", "a router"),
        ("openrouter/auto:beta", "a router"),
        ("vendor/m-1:free", "trains"),
        ("vendor/m-1:free:extended", "trains"),
        ("m-1:extended:free", "trains"),
        ("gpt-oss:120b-cloud", "elsewhere"),
        ("gpt-oss-cloud:120b", "elsewhere"),
        ("vendor/m-1@preset/email", "a preset"),
        ("groq/compound-mini@1", "tools"),
    ],
)
def test_a_refused_model_is_known_by_each_of_its_names(model: str, why: str) -> None:
    assert why_refused(model, REFUSED) == why


@pytest.mark.parametrize(
    "model",
    ["m-1", "openrouter/automatic", "auto", "m-1:freedom", "free/m-1", "cloud/m-1", "my-cloudy", "a-compound-mini", ""],
)
def test_a_name_that_only_looks_like_it_is_asked(model: str) -> None:
    assert why_refused(model, REFUSED) is None


def test_a_point_in_a_pattern_is_a_point() -> None:
    assert why_refused("global.m", {"global.*": "any region"}) == "any region"
    assert why_refused("globalxm", {"global.*": "any region"}) is None


@given(NAMES, NAMES, st.sampled_from(["", "{}/", "{}/{}/"]), st.sampled_from(["", ":{}", "@{}", ":{}@{}"]))
def test_whatever_stands_before_or_behind_it_changes_nothing(name: str, other: str, before: str, behind: str) -> None:
    model = before.format(other, other) + name + behind.format(other, other)

    assert why_refused(model, {name: "why"}) == "why"
    assert why_refused(model.upper(), {name: "why"}) == "why"
