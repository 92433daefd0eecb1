"""Lines of an enrolment file: what is taken, and how a broken one is told."""

import pytest

from gateway.cli.tripwire.lines import KINDS, Line, read_csv, read_jsonl
from gateway.cli.wrong import WrongUseError
from gateway.core.fingerprints import Sort

PLAIN = {kind: kind for kind in KINDS}
SECRET = "sesame"


def csv_of(text: str, columns: dict[str, str] | None = None) -> list[Line]:
    return list(read_csv(text.splitlines(keepends=True), columns or PLAIN))


def jsonl_of(*lines: str) -> list[Line]:
    return list(read_jsonl([line.encode("utf-8", "surrogateescape") for line in lines], PLAIN))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_columns_are_found_by_name_whatever_parts_them_and_others_are_passed_over(delimiter: str) -> None:
    text = "\ufeffName,Email,PHONE\nJane,Jane@Example.com,+34 612 345 678\n".replace(",", delimiter)

    assert csv_of(text) == [Line(2, 2, ((Sort.VALUE, "jane@example.com"), (Sort.VALUE, "34612345678")))]


def test_columns_of_other_names_are_said_and_several_may_be_of_one_kind() -> None:
    columns = {"e-mail": "email", "work": "phone", "mobile": "phone"}
    (line,) = csv_of("E-Mail,Work,Mobile\na@b.co,+34 612 345 678,+34 612 345 679\n", columns)

    assert [normal for _, normal in line.items] == ["a@b.co", "34612345678", "34612345679"]


def test_a_file_without_such_a_column_is_wrong_use_and_its_first_line_is_not_said() -> None:
    with pytest.raises(WrongUseError) as caught:
        csv_of(f"{SECRET},x\n")

    assert SECRET not in str(caught.value)
    with pytest.raises(WrongUseError):
        csv_of("")


def test_empty_cells_and_empty_lines_are_nothing() -> None:
    assert csv_of("email,phone\n,\n\na@b.co,\n") == [Line(2, 2), Line(4, 4, ((Sort.VALUE, "a@b.co"),))]


def test_a_cell_may_go_over_several_lines_and_the_next_ones_keep_their_numbers() -> None:
    lines = csv_of('email,notes\na@b.co,"one\ntwo"\nbroken,x\n')

    assert [(line.first, line.last, bool(line.problems)) for line in lines] == [(2, 3, False), (4, 4, True)]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (f"{SECRET},", "email: no e-mail address"),
        (",12345", "phone: no telephone number"),
        ("a@b.co,,x", "not as many cells"),
        ("a@b.co", "not as many cells"),
        ("a\udcff@b.co,", "not UTF-8"),
        ("a\0@b.co,", "email"),
    ],
)
def test_a_broken_line_is_told_with_a_remedy_and_without_its_content(cells: str, said: str) -> None:
    (line,) = csv_of(f"email,phone\n{cells}\n")

    assert line.problems[0].startswith(said)
    assert SECRET not in repr(line)
    assert not line.items


def test_a_mark_that_may_be_guessed_is_told_and_one_that_may_not_is_taken() -> None:
    lines = csv_of("record,canary\nlead-1024,12345\n8f14e45f-ceea-467f-a9e6-7f3d1b09c2aa,86e8f059458bcd16ee8f499f\n")

    assert len(lines[0].problems) == 2
    assert [sort for sort, _ in lines[1].items] == [Sort.MARK, Sort.MARK]


def test_a_quotation_mark_that_is_never_closed_is_told_with_the_lines_that_it_swallows() -> None:
    (line,) = csv_of('email,notes\na@b.co,"one\nb@b.co,two\n')

    assert (line.first, line.last) == (2, 3)
    assert "quotation mark" in line.problems[0]


def test_a_cell_longer_than_any_is_told_and_the_rest_goes_on() -> None:
    lines = csv_of(f'email\n"{"x" * 140_000}"\na@b.co\n')

    assert "quotation mark" in lines[0].problems[0]
    assert lines[-1].items == ((Sort.VALUE, "a@b.co"),)


def test_json_lines_hold_texts_and_lists_of_texts() -> None:
    lines = jsonl_of('{"Email":["a@b.co","c@d.co"],"phone":null,"name":"x"}', "", '{"phone":"+34 612 345 678"}')

    assert [(line.first, [normal for _, normal in line.items]) for line in lines] == [
        (1, ["a@b.co", "c@d.co"]),
        (3, ["34612345678"]),
    ]


@pytest.mark.parametrize(
    "line", [SECRET, "[1]", '{"email":"a@b.co","email":"c@d.co"}', '{"phone":34612345678}', "\udcff"]
)
def test_a_broken_json_line_is_told_without_its_content(line: str) -> None:
    (told,) = jsonl_of(line)

    assert told.problems
    assert SECRET not in repr(told)


def test_a_file_of_objects_without_any_field_of_a_kind_is_told_so() -> None:
    *quiet, told = jsonl_of('{"mail":"jane@example.org"}', '{"mail":"joe@example.org"}')

    assert not any(line.problems for line in quiet)
    assert (told.first, told.last) == (1, 2)
    assert "no field is named email" in told.problems[0]
    assert not any(line.problems for line in jsonl_of('{"mail":"x"}', '{"email":null}'))
