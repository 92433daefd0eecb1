"""YAML as it is read here: no surprises, a line for everything, every problem at once."""

from pathlib import Path

import pytest

from gateway.config.document import Document, dotted, read, scalar


def written(tmp_path: Path, text: str | bytes) -> Document:
    path = tmp_path / "a.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read(path, "a.yaml")


def test_every_key_and_item_knows_its_line(tmp_path: Path) -> None:
    document = written(tmp_path, "a: 1\nb:\n  c: [x,\n    y]\n  d: {e: 2}\n")

    assert document.data == {"a": 1, "b": {"c": ["x", "y"], "d": {"e": 2}}}
    assert [document.line(place) for place in [("a",), ("b", "c"), ("b", "c", 1), ("b", "d", "e")]] == [1, 3, 4, 5]


def test_an_unknown_place_has_the_line_of_what_is_around_it(tmp_path: Path) -> None:
    document = written(tmp_path, "a: 1\nb:\n  c: 2\n")

    assert document.line(("b", "missing", 3)) == 2
    assert document.line(("missing",)) == 1


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("on", "on"),
        ("yes", "yes"),
        ("true", True),
        ("false", False),
        ("2027-06-30", "2027-06-30"),
        ("1:30", "1:30"),
        ("012", "012"),
        ("0x1f", "0x1f"),
        ("1_000", "1_000"),
        ("-7", -7),
        ("0.4", 0.4),
        (".inf", ".inf"),
        ("null", None),
        ("~", None),
        ("", None),
        ("'5'", "5"),
        ('"true"', "true"),
        ("9" * 30, "9" * 30),
    ],
)
def test_a_scalar_means_what_it_says(tmp_path: Path, text: str, value: object) -> None:
    document = written(tmp_path, f"a: {text}\n")

    assert document.data == {"a": value}
    assert type(document.data["a"]) is type(value)
    assert document.problems == []


def test_duplicates_aliases_and_tags_are_told_all_at_once(tmp_path: Path) -> None:
    document = written(tmp_path, "a: &x 1\nb: *x\na: 2\nc: !secret 3\nd: {e: 1, e: 2}\n")

    assert [(problem.line, problem.path) for problem in document.problems] == [
        (2, "b"),
        (3, "a"),
        (4, "c"),
        (5, "d.e"),
    ]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("a: [1\nb: 2\n", "not YAML"),
        ("a: 1\n---\nb: 2\n", "not YAML"),
        ("\ta: 1\n", "not YAML"),
        (b"a: \xff\n", "not UTF-8"),
        ("[" * 2_000 + "]" * 2_000, "nested too deeply"),
    ],
)
def test_what_is_no_yaml_is_one_problem_and_no_data(tmp_path: Path, text: str | bytes, what: str) -> None:
    document = written(tmp_path, text)

    assert document.unread
    assert document.data is None
    assert len(document.problems) == 1
    assert what in document.problems[0].what


def test_an_alias_into_itself_ends(tmp_path: Path) -> None:
    assert [problem.what for problem in written(tmp_path, "a: &x\n  b: *x\n").problems] == ["an alias"]


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    document = read(tmp_path / "none.yaml", "none.yaml")

    assert document.unread
    assert "cannot be read" in document.problems[0].what


def test_an_empty_file_and_a_byte_order_mark_are_fine(tmp_path: Path) -> None:
    assert written(tmp_path, "").problems == []
    assert written(tmp_path, b"\xef\xbb\xbfa: 1\n").data == {"a": 1}


def test_a_problem_at_a_place_that_a_variable_wrote_names_the_variable() -> None:
    document = Document("a.yaml", {}, variables={("store", "url"): "ISOGATE_STORE__URL"})

    assert document.problem(("store", "url"), "wrong", "Mend it.").file == "ISOGATE_STORE__URL"
    assert document.problem(("store",), "wrong", "Mend it.").file == "a.yaml"


def test_places_are_written_as_readers_write_them() -> None:
    assert dotted(("providers", "openai", "wires", 0)) == "providers.openai.wires[0]"
    assert dotted(()) == ""


def test_a_variables_text_is_read_as_the_file_would_be() -> None:
    assert [scalar(text) for text in ("true", "5", "0.5", "x", "")] == [True, 5, 0.5, "x", None]
