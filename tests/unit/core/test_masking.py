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


def test_of_three_overlapping_finds_each_ones_action_counts() -> None:
    rules = policy(actions={PERSON: Action.DROP})
    spans = [Span(0, 6, PHONE, 1.0), Span(2, 5, PERSON, 0.5), Span(3, 8, PHONE, 0.5)]

    assert [find.action for find in Judge(rules, ()).finds(passage(("abcdefgh", UNKNOWN)), spans)] == [Action.DROP]
    spans = [Span(0, 6, PHONE, 1.0), Span(1, 8, PHONE, 0.5), Span(2, 5, PERSON, 0.5)]
    assert [find.action for find in Judge(rules, ()).finds(passage(("abcdefgh", UNKNOWN)), spans)] == [Action.DROP]


def test_a_touching_finds_action_is_its_own() -> None:
    rules = policy(actions={PERSON: Action.DROP})
    finds = Judge(rules, ()).finds(passage(("abcd", UNKNOWN)), [Span(0, 2, PHONE), Span(2, 4, PERSON)])

    assert [find.action for find in finds] == [Action.PSEUDONYMISE, Action.DROP]


def test_a_source_that_only_touches_says_nothing() -> None:
    finds = Judge(policy(), ()).finds(
        passage(("Jane", ADDRESSEE), ("Doe", THIRD), ("Roe", ADDRESSEE)), [Span(0, 4, PERSON), Span(7, 10, PERSON)]
    )

    assert [find.sources for find in finds] == [(ADDRESSEE,), (ADDRESSEE,)]


def test_a_word_of_two_letters_of_a_known_name_is_theirs_and_one_letter_is_not() -> None:
    known = [Known("Jo X Doe", PERSON, Party.ADDRESSEE)]
    jo, x = (
        Judge(policy(), known).finds(passage((written, UNKNOWN)), [Span(0, len(written), PERSON)])[0]
        for written in ("Jo", "X")
    )

    assert jo.sources == (Source(Role.USER, None, Party.ADDRESSEE),)
    assert x.sources == (UNKNOWN,)


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


RENEE = "Renée Vasarely-Dupont"
OTHERS = [
    "RENEE VASARELY-DUPONT",
    "Renee\u0301 Vasarely-Dupont",
    "Renée\u00a0Vasarely-Dupont",
    "Renée\nVasarely-Dupont",
    "Renée Vasarely\u2011Dupont",
    "Ren\u00adée Vasarely-Dupont",
    "Renée Vasarely-Dupont’s",
    "Dr Renée Vasarely-Dupont, Leeds",
    "R. Vasarely-Dupont",
    "R. V.-D.",
    "Renée V. Dupont",
    "Vasarely-Dupont, Renée",
    "Vasarely-Dupont, R.",
    "Renée V.",
    "Renée",
    "Vasarely-Dupont",
    "renee.vasarely-dupont@x.example",
    "rvasarelydupont",
]


def judged(known: list[Known], written: str, label: Label, source: Source = UNKNOWN) -> set[Party]:
    (find,) = Judge(policy(), known).finds(passage((written, source)), [Span(0, len(written), label)])
    return {each.party for each in find.sources}


@pytest.mark.parametrize("stated", [PERSON, None])
@pytest.mark.parametrize("label", [PERSON, Label.USERNAME])
@pytest.mark.parametrize("written", OTHERS)
def test_a_third_partys_name_is_theirs_in_every_spelling(written: str, label: Label, stated: Label | None) -> None:
    assert judged([Known(RENEE, stated, Party.THIRD)], written, label) == {Party.THIRD}


@pytest.mark.parametrize("source", [ADDRESSEE, SENDER, UNKNOWN])
def test_another_spelling_of_a_third_partys_name_counts_wherever_it_stands(source: Source) -> None:
    assert judged([Known(RENEE, PERSON, Party.THIRD)], "R. Vasarely-Dupont", PERSON, source) == {Party.THIRD}


@pytest.mark.parametrize("stated", [PHONE, None])
@pytest.mark.parametrize(
    "written", ["+442079460958", "020 7946 0958", "0044 (0)20-7946\u00a00958", "20.7946.0958", "tel 020 7946 0958"]
)
def test_a_third_partys_number_is_theirs_in_every_spelling(written: str, stated: Label | None) -> None:
    assert judged([Known("+44 20 7946 0958", stated, Party.THIRD)], written, PHONE) == {Party.THIRD}


@pytest.mark.parametrize("written", ["Pierre Vasarely", "Renée Blanc", "Rene Dup", "Jane Doe", "blanc@x.example"])
def test_somebody_else_is_not_a_third_party(written: str) -> None:
    assert judged([Known(RENEE, PERSON, Party.THIRD)], written, PERSON) == {Party.UNKNOWN}


def test_what_fits_an_addressee_and_a_third_party_is_the_third_partys_unless_known_exactly() -> None:
    known = [Known("Jane Doe", PERSON, Party.ADDRESSEE), Known("John Doe", PERSON, Party.THIRD)]

    assert judged(known, "J. Doe", PERSON) == {Party.THIRD}
    assert judged(known, "Jane", PERSON) == {Party.ADDRESSEE}
    assert judged([*known, Known("J. Doe", PERSON, Party.ADDRESSEE)], "J. Doe", PERSON) == {Party.ADDRESSEE}


@pytest.mark.parametrize("written", ["jane.doe@elsewhere.example", "J. Doe"])
def test_nothing_becomes_an_addressees_because_it_looks_like_their_name(written: str) -> None:
    assert judged([Known("Jane Doe", PERSON, Party.ADDRESSEE)], written, PERSON) == {Party.UNKNOWN}
