"""One pass finds every expression's matches, with the start of each."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from gateway.adapters.presidio_detector.engine import SCATTERED, WINDOW, Engine, Reach
from gateway.adapters.presidio_detector.rule import Rule


def _found(rules: list[Rule], text: str, reach: Reach = Reach.EVERYTHING, weak: str = "") -> list[tuple[str, str]]:
    engine = Engine(rules, lambda rule: rule.entity == weak)
    hits, _ = engine.scan(text.encode(), reach)
    return [(engine.rules[slot][0].entity, text[start:-minus_end]) for start, slot, minus_end in hits]


def test_matches_come_in_order_of_their_start() -> None:
    rules = [Rule("WORD", 1, "bb"), Rule("DIGITS", 1, r"\b[0-9]{2}\b", by_digits=True)]

    assert _found(rules, "11 bb 22") == [("DIGITS", "11"), ("WORD", "bb"), ("DIGITS", "22")]


def test_consumed_edges_are_no_part_of_a_match_and_the_texts_ends_are_edges() -> None:
    rules = [Rule("X", 1, "[^a-z]abc[^a-z]", lead=True, trail=True)]

    assert _found(rules, "abc xabc -abc") == [("X", "abc"), ("X", "abc")]


def test_the_longest_match_of_a_start_is_first() -> None:
    assert [value for _, value in _found([Rule("X", 1, "ab+")], "abbb")] == ["abbb", "abb", "ab"]


def test_rules_with_the_same_expression_share_a_slot() -> None:
    engine = Engine([Rule("X", 1, "abc"), Rule("Y", 0.5, "abc")])

    assert [[rule.entity for rule in rules] for rules in engine.rules] == [["X", "Y"]]


@pytest.mark.parametrize("far", [0, 100])
def test_a_match_by_digits_is_put_in_its_place_whether_they_are_scattered_or_not(far: int) -> None:
    text = "12 " + "word " * far + "34 " + "word " * far + "56"

    assert (far * 5 > SCATTERED) == bool(far)
    assert [value for _, value in _found([Rule("D", 1, r"\b[0-9]{2}\b", by_digits=True)], text)] == ["12", "34", "56"]


def test_a_weak_rule_is_asked_near_a_context_word_only() -> None:
    rules = [Rule("W", 0.1, r"\b[0-9]{4}\b", by_digits=True, context=frozenset({"pin code"}))]
    far = "x" * WINDOW
    text = f"1111 {far} my PIN code is 2222 {far} 3333 pin code {far} 4444"

    assert _found(rules, text, Reach.ALONE, "W") == []
    assert _found(rules, text, Reach.CONTEXT, "W") == [("W", "2222")]
    assert len(_found(rules, text, Reach.EVERYTHING, "W")) == 4


def test_a_word_is_a_hit_of_the_rules_that_look_after_it_and_context_of_others() -> None:
    engine = Engine([Rule("A", 1, after=frozenset({"ref"})), Rule("B", 1, "zz", context=frozenset({"ssn"}))])
    hits, words = engine.scan(b"ref ssn")

    assert [(engine.rules[slot][0].entity, start, -minus_end) for start, slot, minus_end in hits] == [("A", 0, 3)]
    assert [(start, end, engine.words.names[word]) for start, end, word in words] == [(4, 7, "ssn")]


def test_case_counts_where_the_rule_says_so() -> None:
    assert _found([Rule("X", 1, "AKIA", caseless=False)], "akia AKIA") == [("X", "AKIA")]


def test_an_expression_beyond_ascii_is_refused() -> None:
    with pytest.raises(ValueError, match="not ASCII"):
        Engine([Rule("X", 1, "é")])


def test_threads_scan_at_once_and_find_the_same() -> None:
    engine = Engine([Rule("X", 1, r"\b[0-9]{4}\b", by_digits=True)])
    data = b"1234 word " * 5000

    with ThreadPoolExecutor(4) as pool:
        assert {len(hits) for hits, _ in pool.map(engine.scan, [data] * 16)} == {5000}


def test_the_number_of_a_token_is_no_digit_of_a_value_and_what_is_beside_it_is() -> None:
    rules = [Rule("D", 1, r"\b[0-9]+\b|_[0-9]+", by_digits=True)]

    assert _found(rules, "[PERSON_1]") == []
    assert _found(rules, "12[PERSON_1]34 [OTHERS_5]") == [("D", "12"), ("D", "34"), ("D", "_5")]
