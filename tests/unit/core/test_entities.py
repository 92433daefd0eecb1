"""The closed lists: kinds of personal data and what may be done to them."""

from gateway.core.entities import DIRECT, INDIRECT, PAYMENT, STRICTNESS, Action, Label


def test_a_label_is_direct_or_indirect_and_never_both() -> None:
    assert set(Label) == DIRECT | INDIRECT
    assert not DIRECT & INDIRECT


def test_places_employers_and_traits_are_indirect() -> None:
    assert {Label.LOCATION, Label.ORGANIZATION, Label.AGE, Label.NRP, Label.HEALTH} == INDIRECT


def test_a_labels_value_is_its_name() -> None:
    assert all(label.value == label.name for label in Label)


def test_payment_numbers_identify_directly() -> None:
    assert PAYMENT <= DIRECT


def test_every_action_has_its_own_strictness_from_keep_to_block() -> None:
    ordered = sorted(Action, key=STRICTNESS.__getitem__)

    assert ordered == [
        Action.KEEP,
        Action.PSEUDONYMISE,
        Action.GENERALISE,
        Action.MASK,
        Action.DROP,
        Action.BLOCK,
    ]
    assert len(set(STRICTNESS.values())) == len(Action)
