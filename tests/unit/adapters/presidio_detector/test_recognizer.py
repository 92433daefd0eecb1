"""One recognizer for all rules; its work grows no faster than the text, whatever the text."""

import pytest
from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
from presidio_analyzer.nlp_engine import NoOpNlpEngine

from gateway.adapters.presidio_detector.deadline import Deadline
from gateway.adapters.presidio_detector.judgement import ContextJudgement, Everything, Judgement
from gateway.adapters.presidio_detector.recognizer import MAX_ENDS, VALIDATIONS, LinearRecognizer, Work
from gateway.adapters.presidio_detector.rule import Rule, extending
from tests.support.detection import detector

ADVERSARIAL = {
    "dotted": "a." * 2048,
    "dashed before an address": "a-" * 2048 + "@b.c ",
    "numbers and dots": "1.1." * 1024,
    "digits": "1" * 4096,
    "digits apart": "1 " * 2048,
    "nine digits": "123456782 " * 400,
    "one letter": "a" * 4096,
    "signs": "@" * 4096,
    "addresses": "a@b.c" * 800,
    "colons": "a:" * 2048,
    "hex": "fe80::" * 700,
    "plus": "+1" * 2048,
    "brackets": "((((" * 1024,
    "passwords": "password=" * 450,
    "placeholders": "password=your" * 300,
    "labels": "ssn " * 1024,
    "label and spaces": "claim" + " " * 4000 + "123456",
    "streets": "1 a road " * 450,
    "streets before numbers": "via Via calle A 1 " * 250,
    "headers": "phone,name,id\n" * 300,
    "one long header": "phone,ssn," * 400 + "\n1,2",
    "labels and numbers": "account no 12345 call 12345678 dob 1 " * 110,
    "answers": "iban?\nx: its " * 300,
    "short words": "id ID_id taxId " * 270,
    "key": "sk-" * 1365,
    "armour": "-----BEGIN " + "PRIVATE KEY-----" + "A" * 4000,
    "half armour": ("-----BEGIN " + "PRIVATE KEY-----") * 150,
    "zeros": "\0" * 4096,
    "cjk": "王" * 1365,
    "iban": "DE89 3704 0044 0532 0130 00 " * 140,
}


def _rule(**more: object) -> Rule:
    return Rule("X", 0.5, r"\b[0-9]{3}\b", **more)  # type: ignore[arg-type]


def _places(recognizer: LinearRecognizer, text: str, work: Work | None = None) -> list[tuple[int, int]]:
    return [(start, end) for start, end, _, _ in recognizer.scan(text, work or Work(), Everything(text))]


def _work(text: str) -> Work:
    work = Work(validations_left=10**9)
    [linear] = detector().analyzer.registry.recognizers
    assert isinstance(linear, LinearRecognizer)
    for judgement in (ContextJudgement(text), Everything(text)):
        assert all(0 <= start < end <= len(text) for start, end, _, _ in linear.scan(text, work, judgement))
    return work


@pytest.mark.parametrize("name", ADVERSARIAL)
def test_work_grows_no_faster_than_the_text(name: str) -> None:
    small, large = _work(ADVERSARIAL[name]), _work(ADVERSARIAL[name] * 8)

    for before, after in ((small.hits, large.hits), (small.candidates, large.candidates)):
        assert after <= 10 * before + 1000
    assert large.candidates <= 8 * len(ADVERSARIAL[name]) * 8


def test_validation_decides_a_score_or_refuses() -> None:
    verdicts = {"111": True, "222": False, "333": None}
    recognizer = LinearRecognizer([_rule(validate=verdicts.__getitem__)])

    assert [(r.start, r.score) for r in recognizer.analyze("111 222 333", ["X"])] == [(0, 1.0), (8, 0.5)]


def test_a_shorter_end_is_taken_when_the_longest_is_refused() -> None:
    rule = Rule("X", 0.5, r"\b[a-z]+(?: [a-z]+)*\b", validate=lambda value: None if value == "ab cd" else False)

    assert _places(LinearRecognizer([rule]), "ab cd ef") == [(0, 5)]


def test_only_the_longest_ends_of_a_start_are_tried() -> None:
    asked: list[str] = []

    def refuse(value: str) -> bool:
        asked.append(value)
        return False

    assert _places(LinearRecognizer([Rule("X", 0.5, "ab+", validate=refuse)]), "a" + "b" * 50) == []
    assert [len(value) for value in asked] == list(range(51, 51 - MAX_ENDS, -1))


def test_a_validation_that_fails_leaves_the_candidate_standing() -> None:
    def broken(_value: str) -> bool:
        raise ZeroDivisionError

    assert [found.score for found in LinearRecognizer([_rule(validate=broken)]).analyze("123", [])] == [0.5]


def test_once_the_budget_is_spent_candidates_count_as_valid() -> None:
    work, text = Work(validations_left=2), "111 222 333 444"
    finds = list(LinearRecognizer([_rule(validate=lambda _: False)]).scan(text, work, Everything(text)))

    assert [(start, score) for start, _, _, score in finds] == [(8, 1.0), (12, 1.0)]
    assert VALIDATIONS > 2


def test_a_hit_inside_the_rules_last_find_is_none_of_its_own() -> None:
    rule = Rule("X", 0.5, "ab", refine=extending("(?:ab)+", 100), extends=True)

    assert _places(LinearRecognizer([rule]), "ababab ab") == [(0, 6), (7, 9)]


def test_what_is_not_worth_it_is_not_checked() -> None:
    asked: list[str] = []

    def ask(value: str) -> None:
        asked.append(value)

    class Late(Everything):
        def worth(self, rule: Rule, start: int, end: int) -> bool:
            return super().worth(rule, start, end) and start > 0

    found = LinearRecognizer([_rule(validate=ask)]).scan("111 222", Work(), Late("111 222"))

    assert [start for start, *_ in found] == [4]
    assert asked == ["222"]


def test_a_find_without_a_score_is_none() -> None:
    weak = Rule("X", 0.1, r"\b[0-9]{3}\b", by_digits=True, context=frozenset({"pin"}))
    recognizer = LinearRecognizer([weak])

    for judgement, expected in ((Judgement("pin 123"), []), (ContextJudgement("pin 123"), [(4, 7)])):
        assert [(start, end) for start, end, _, _ in recognizer.scan("pin 123", Work(), judgement)] == expected


def test_a_columns_cells_are_finds() -> None:
    rule = Rule("ACCOUNT_ID", 0.6, after=frozenset({"ref"}), column=True, validate=lambda value: value != "-" or False)

    assert _places(LinearRecognizer([rule]), "a,ref\n1,xy\n2,-") == [(8, 10)]


def test_work_beyond_its_deadline_raises_even_if_nothing_is_found() -> None:
    with pytest.raises(TimeoutError):
        _places(LinearRecognizer([_rule(validate=lambda _: False)]), "123", Work(Deadline(-1)))


def test_offsets_are_code_points() -> None:
    assert _places(LinearRecognizer([_rule()]), "é€😀 123 王 456") == [(4, 7), (10, 13)]


def test_presidios_engine_takes_it_like_any_recognizer() -> None:
    analyzer = AnalyzerEngine(
        registry=RecognizerRegistry([LinearRecognizer([_rule()])]),
        nlp_engine=NoOpNlpEngine([{"lang_code": "en", "model_name": "none"}]),
    )

    assert analyzer.get_supported_entities() == ["X"]
    assert [(r.entity_type, r.start, r.end, r.score) for r in analyzer.analyze("a 123", "en")] == [("X", 2, 5, 0.5)]
    assert analyzer.analyze("a 123", "en", entities=["X"], score_threshold=0.6) == []


def test_a_keys_value_in_the_next_text_is_a_find_unless_texts_are_looked_at_alone() -> None:
    rule = Rule("ACCOUNT_ID", 0.6, after=frozenset({"ref"}), column=True)
    recognizer, text = LinearRecognizer([rule]), "user_ref\0x y\0z"

    assert [(start, end) for start, end, *_ in recognizer.scan(text, Work(), ContextJudgement(text))] == [(9, 12)]
    assert list(recognizer.scan(text, Work(), Judgement(text))) == []
