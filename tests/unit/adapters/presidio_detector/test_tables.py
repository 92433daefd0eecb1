"""A table's columns are found under their headers, in time linear in the text."""

import pytest

from gateway.adapters.presidio_detector.tables import Tables, of_people


def _column(text: str, word: str) -> list[str]:
    start = text.index(word)
    _, cells = Tables(text).below(start, start + len(word))
    return [text[first:last] for first, last in cells]


@pytest.mark.parametrize(
    "text",
    [
        "name,phone,city\nAnn,1 23,Bonn\nBob,4 56,Rome\nbye",
        "name;phone;city\nAnn;1 23;Bonn\nBob;4 56;Rome",
        "name\tphone no\tcity\nAnn\t1 23\tBonn\nBob\t4 56\tRome\n",
        "x\n| Name | Phone | City |\n|---|:--:|---|\n| Ann | 1 23 | Bonn |\n| Bob | **4 56** | Rome |\n\nend",
        '"name","phone","city"\r\n"Ann, Dr","1 23","Bonn"\r\n"B ""o"" b","4 56",""\r\n',
        "name|home_phone|city\nAnn|1 23|\nBob|4 56|Rome\nnot a row",
    ],
)
def test_a_columns_cells_are_those_under_its_header(text: str) -> None:
    assert _column(text, "Phone" if "Phone" in text else "phone") == ["1 23", "4 56"]


@pytest.mark.parametrize(
    "text",
    [
        "call my phone, then wait\nfor an answer, please",
        "phone,city",
        "phone type,city\n1,2",
        "first, the phone\nis on the table\n",
    ],
)
def test_a_sentence_or_a_lone_line_is_no_table(text: str) -> None:
    assert _column(text, "phone") in ([], ["for an answer"])


def test_a_line_of_a_tables_body_heads_nothing() -> None:
    text = "phone,phone\n" * 4
    tables = Tables(text)

    found = [tables.below(start, start + 5)[1] for start in range(0, len(text), 6)]
    assert [len(cells) for cells in found] == [3, 3, 0, 0, 0, 0, 0, 0]


def test_a_table_of_people_has_what_people_have() -> None:
    assert of_people("Name;E-Mail;Ort")
    assert not of_people("name,price,stock")


@pytest.mark.parametrize(
    ("texts", "word", "value"),
    [
        (["x", "customer_id", "X-99 21", "y"], "customer", "X-99 21"),
        (["billingAccount-No", "77"], "Account", "77"),
        (["my customer", "X-9921"], "customer", None),
        (["customer_kind", "X-9921"], "customer", None),
        (["customer_id"], "customer", None),
        (["customer_id", ""], "customer", None),
        (["customer_id", "word " * 40], "customer", None),
    ],
)
def test_the_text_after_a_key_is_its_value(texts: list[str], word: str, value: str | None) -> None:
    text = "\0".join(texts)
    start = text.index(word)
    _, found = Tables(text).value(start, start + len(word))

    assert [text[first:last] for first, last in found] == ([value] if value else [])
