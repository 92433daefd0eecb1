"""What is done to a find: the strictest word counts, and the strictest source speaks."""

import pytest

from gateway.core.call import Role
from gateway.core.entities import Action, Label
from gateway.core.masking import Judge, action_for, counted
from gateway.core.source import Known, Party, Passage, Segment, Source
from gateway.core.spans import Span
from tests.support.answers import ADDRESSEE, SAMPLE, SENDER, THIRD, UNKNOWN
from tests.support.stages import policy

PERSON, PHONE, CARD = Label.PERSON, Label.PHONE_NUMBER, Label.CREDIT_CARD


def passage(*parts: tuple[str, Source]) -> Passage:
    segments, start = [], 0
    for text, source in parts:
        segments.append(Segment(start, start + len(text), source))
        start += len(text)
    return Passage("".join(text for text, _ in parts), tuple(segments))


def test_only_finds_that_reach_the_threshold_count() -> None:
    spans = [Span(0, 1, PERSON, 0.39), Span(1, 2, PERSON, 0.4), Span(2, 3, PHONE, 0.5)]

    hidden, _ = counted(spans, policy(thresholds={PHONE: 0.6}))

    assert hidden == [spans[1]]


def test_kept_finds_are_apart() -> None:
    rules = policy(actions={PERSON: Action.KEEP})

    assert counted([Span(0, 1, PERSON), Span(0, 2, PHONE)], rules) == (
        [Span(0, 2, PHONE)],
        [Span(0, 1, PERSON)],
    )


@pytest.mark.parametrize("action", Action)
def test_payment_numbers_are_masked_at_least(action: Action) -> None:
    expected = action if action in {Action.DROP, Action.BLOCK} else Action.MASK

    assert action_for(CARD, policy(actions={CARD: action})) is expected


def test_overlapping_finds_take_the_strictest_action() -> None:
    text = passage(("4111 1111 1111 1111 x", UNKNOWN))
    spans = [Span(0, 19, CARD, 0.5), Span(5, 21, PHONE, 1.0)]

    (find,) = Judge(policy(), ()).finds(text, spans)

    assert (find.start, find.end, find.label, find.action) == (0, 21, PHONE, Action.MASK)


def test_touching_finds_stay_apart() -> None:
    finds = Judge(policy(), ()).finds(passage(("abcd", UNKNOWN)), [Span(2, 4, PHONE), Span(0, 2, PERSON)])

    assert [(find.start, find.label) for find in finds] == [(0, PERSON), (2, PHONE)]


@pytest.mark.parametrize(
    ("first", "second", "winner"),
    [(ADDRESSEE, THIRD, THIRD), (THIRD, UNKNOWN, THIRD), (SENDER, UNKNOWN, UNKNOWN), (THIRD, SAMPLE, SAMPLE)],
)
def test_over_several_sources_the_strictest_speaks(first: Source, second: Source, winner: Source) -> None:
    for parts in ((("Jane ", first), ("Doe", second)), (("Jane ", second), ("Doe", first))):
        (find,) = Judge(policy(), ()).finds(passage(*parts), [Span(0, 8, PERSON)])

        assert find.sources == (winner,)
        assert find.action is (Action.MASK if winner is SAMPLE else Action.PSEUDONYMISE)


def test_samples_keep_a_stricter_action() -> None:
    rules = policy(actions={PERSON: Action.DROP})

    (find,) = Judge(rules, ()).finds(passage(("Jane", SAMPLE)), [Span(0, 4, PERSON)])

    assert find.action is Action.DROP


@pytest.mark.parametrize("written", ["Jane Doe", "JANE DOE", "jane", "Doe"])
def test_a_known_persons_name_and_its_words_are_theirs(written: str) -> None:
    known = [Known("Jane Doe", PERSON, Party.ADDRESSEE)]

    (find,) = Judge(policy(), known).finds(passage((written, UNKNOWN)), [Span(0, len(written), PERSON)])

    assert find.sources == (Source(Role.USER, None, Party.ADDRESSEE),)


def test_a_value_of_two_people_is_both_theirs() -> None:
    known = [Known("Doe", PERSON, Party.THIRD), Known("Jane Doe", PERSON, Party.ADDRESSEE)]

    (find,) = Judge(policy(), known).finds(passage(("Doe", UNKNOWN)), [Span(0, 3, PERSON)])

    assert {source.party for source in find.sources} == {Party.THIRD, Party.ADDRESSEE}


def test_a_known_value_of_nobody_changes_nothing() -> None:
    (find,) = Judge(policy(), [Known("Jane")]).finds(passage(("Jane", THIRD)), [Span(0, 4, PERSON)])

    assert find.sources == (THIRD,)
