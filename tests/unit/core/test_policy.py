"""Purposes' rules: a tenant can only tighten, and a version names exactly one set of rules."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.core.entities import STRICTNESS, Action, Label
from gateway.core.policy import Isolation, Sinks, Timeouts, irreversible, tightened, versioned
from gateway.core.source import Party
from tests.support.stages import policy


def test_what_a_purpose_does_not_name_gets_its_default() -> None:
    rules = policy(actions={Label.PERSON: Action.MASK}, thresholds={Label.PERSON: 0.9})

    assert (rules.action(Label.PERSON), rules.action(Label.SECRET)) == (Action.MASK, Action.PSEUDONYMISE)
    assert (rules.threshold(Label.PERSON), rules.threshold(Label.SECRET)) == (0.9, 0.4)


@given(
    st.dictionaries(st.sampled_from(Label), st.sampled_from(Action)),
    st.dictionaries(st.sampled_from(Label), st.sampled_from(Action)),
    st.sampled_from(Isolation),
    st.sampled_from(Isolation),
)
def test_whatever_a_tenant_wishes_nothing_becomes_looser(
    actions: dict[Label, Action], wishes: dict[Label, Action], isolation: Isolation, wish: Isolation
) -> None:
    base = policy(actions=actions, isolation=isolation)
    result = tightened(base, wishes, wish)

    for label in Label:
        assert STRICTNESS[result.action(label)] >= STRICTNESS[base.action(label)]
        assert STRICTNESS[result.action(label)] >= STRICTNESS[wishes.get(label, Action.KEEP)]
    assert (result.isolation is Isolation.USER) == (Isolation.USER in {isolation, wish})


@given(
    st.dictionaries(st.sampled_from(Label), st.sampled_from([0.2, 0.4, 0.6, 1.0])),
    st.dictionaries(st.sampled_from(Label), st.sampled_from([0.2, 0.4, 0.6, 1.0])),
)
def test_a_tenant_can_lower_a_threshold_and_raise_none(
    thresholds: dict[Label, float], wishes: dict[Label, float]
) -> None:
    base = policy(thresholds=thresholds)
    result = tightened(base, {}, Isolation.TENANT, wishes)

    for label in Label:
        assert result.threshold(label) == min(base.threshold(label), wishes.get(label, 1.0))


def test_equal_rules_have_one_version_in_whatever_order_they_were_written() -> None:
    one = policy(actions={Label.PERSON: Action.MASK, Label.AGE: Action.DROP})
    other = policy(actions={Label.AGE: Action.DROP, Label.PERSON: Action.MASK}, version="written elsewhere")

    assert versioned(one) == versioned(other)


@pytest.mark.parametrize(
    "change",
    [
        {"clause": "C4.1"},
        {"sinks": Sinks(frozenset({Party.SENDER}))},
        {"isolation": Isolation.USER},
        {"actions": {Label.AGE: Action.DROP}},
        {"default_action": Action.MASK},
        {"is_blind": True},
        {"thresholds": {Label.AGE: 0.5}},
        {"tool_effects": frozenset()},
        {"max_words": 7},
        {"max_provider_retention_days": 1},
        {"answer_schema": {"type": "object"}},
        {"timeouts": Timeouts(total_seconds=1.0)},
    ],
)
def test_any_changed_rule_changes_the_version(change: dict[str, object]) -> None:
    changed = replace(policy(), **change)  # type: ignore[arg-type]  # fields by name, checked when run

    assert versioned(changed).version != versioned(policy()).version


def test_a_version_is_the_name_and_twelve_hex_digits() -> None:
    name, _, digits = versioned(policy("twin")).version.partition("@")

    assert (name, len(digits), int(digits, 16) >= 0) == ("twin", 12, True)


def test_a_version_stays_the_same_from_release_to_release() -> None:
    assert versioned(policy()).version == "deal_coach@7aa3c0e4b125"


@given(st.dictionaries(st.sampled_from(Label), st.sampled_from(Action)), st.sampled_from(Action))
def test_where_nothing_comes_back_no_value_gets_a_number(actions: dict[Label, Action], default: Action) -> None:
    base = policy(actions=actions, default_action=default)
    result = irreversible(base)

    for label in Label:
        was, now = base.action(label), result.action(label)
        assert now is (Action.MASK if was is Action.PSEUDONYMISE else was)
    assert replace(result, actions=base.actions, default_action=base.default_action) == base
