"""What a header or a field's name says is found whatever its form."""

import pytest

from gateway.adapters.presidio_detector.columns import columns
from tests.support.detection import finds

RULES = tuple(columns())


@pytest.mark.parametrize(
    ("text", "entity", "value"),
    [
        ("customer_id,total\nX9-4471,12\n", "ACCOUNT_ID", "X9-4471"),
        ("name;dob;passport\nAnn Lee;1980-02-03;ZX 41 882", "DATE_OF_BIRTH", "1980-02-03"),
        ("name;dob;passport\nAnn Lee;1980-02-03;ZX41882", "PASSPORT", "ZX41882"),
        ("name;dob;passport\nAnn Lee;1980-02-03;ZX41882", "PERSON", "Ann Lee"),
        ("| Contact | Phone |\n|---|---|\n| Ann Lee | 3996784427 |", "PHONE_NUMBER", "3996784427"),
        ("ts\tuser\tip\n1\tannlee\t2", "USERNAME", "annlee"),
        ("Address,City\n4 The Mill,Bonn", "STREET_ADDRESS", "4 The Mill"),
        ("user,password\nann,hunter", "SECRET", "hunter"),
        ('{"first_name": "Ann", "surname": "Lee"}', "PERSON", "Ann"),
        ("voornaam,tussenvoegsel,achternaam\nAnn,van,Lee", "PERSON", "van"),
        ("data;cliente;contatto;tel\n04/03;Acme;Candido;338 2291448", "PERSON", "Candido"),
        ("nume;prenume\nLee;Ann", "PERSON", "Ann"),
        ('"lastName":"O\u2019Neil"', "PERSON", "O\u2019Neil"),
    ],
)
def test_a_named_value_is_found(text: str, entity: str, value: str) -> None:
    assert (entity, value) in finds(RULES, text)


@pytest.mark.parametrize(
    "text",
    [
        "name,price\nWidget,12\nGadget,14",
        "order_id,qty\n,4",
        "account,stage\nAcme,won",
        '{"full_name": null, "name": "Enterprise plan"}',
        '{"first_name": "string"}',
        '{"contacto": "por correo"}',
    ],
)
def test_other_columns_and_empty_values_are_not(text: str) -> None:
    assert finds(RULES, text) == []
