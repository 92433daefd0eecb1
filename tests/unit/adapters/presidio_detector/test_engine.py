"""One pass finds every expression's matches, with the start of each."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from gateway.adapters.presidio_detector.engine import MAX_ENDS, Engine
from gateway.adapters.presidio_detector.rule import Rule


def _found(rules: list[Rule], text: str) -> list[tuple[str, str]]:
    data = text.encode()
    engine = Engine(rules)
    return [(engine.rules[slot][0].entity, data[start : ends[-1]].decode()) for start, slot, ends in engine.scan(data)]


def test_matches_come_in_order_of_their_start() -> None:
    rules = [Rule("WORD", 1, "b+"), Rule("DIGITS", 1, r"\b[0-9]{2}\b", by_digits=True)]

    assert _found(rules, "11 bb 22") == [("DIGITS", "11"), ("WORD", "bb"), ("DIGITS", "22")]


def test_consumed_edges_are_no_part_of_a_match_and_the_texts_ends_are_edges() -> None:
    rules = [Rule("X", 1, "[^a-z]abc[^a-z]", lead=True, trail=True)]

    assert _found(rules, "abc xabc -abc") == [("X", "abc"), ("X", "abc")]


def test_the_longest_ends_of_a_start_are_kept() -> None:
    [(start, _, ends)] = Engine([Rule("X", 1, "ab+")]).scan(b"a" + b"b" * 50)

    assert (start, ends) == (0, list(range(52 - MAX_ENDS, 52)))


def test_rules_with_the_same_expression_share_a_slot() -> None:
    engine = Engine([Rule("X", 1, "abc"), Rule("Y", 0.5, "abc")])

    assert [[rule.entity for rule in rules] for rules in engine.rules] == [["X", "Y"]]


def test_far_islands_are_put_back_in_their_places() -> None:
    text = "12 " + "word " * 100 + "34 " + "word " * 100 + "56"

    engine = Engine([Rule("D", 1, r"\b[0-9]{2}\b", by_digits=True)])
    assert [text[start : ends[-1]] for start, _, ends in engine.scan(text.encode())] == ["12", "34", "56"]


def test_case_counts_where_the_rule_says_so() -> None:
    assert _found([Rule("X", 1, "AKIA", caseless=False)], "akia AKIA") == [("X", "AKIA")]


def test_an_expression_beyond_ascii_is_refused() -> None:
    with pytest.raises(ValueError, match="not ASCII"):
        Engine([Rule("X", 1, "é")])


def test_threads_scan_at_once_and_find_the_same() -> None:
    engine = Engine([Rule("X", 1, r"\b[0-9]{4}\b", by_digits=True)])
    data = b"1234 word " * 5000

    with ThreadPoolExecutor(4) as pool:
        assert {len(hits) for hits in pool.map(engine.scan, [data] * 16)} == {5000}
