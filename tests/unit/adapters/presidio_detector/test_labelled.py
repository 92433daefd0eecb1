"""A label word makes a number personal."""

import pytest

from gateway.adapters.presidio_detector.labelled import labelled
from tests.support.detection import finds

RULES = tuple(labelled())


@pytest.mark.parametrize(
    ("text", "entity", "value"),
    [
        ("SSN: 123-45-6789", "NATIONAL_ID", "123-45-6789"),
        ("her NHS number is 943 476 5919,", "NATIONAL_ID", "943 476 5919"),
        ("Il mio C.F. è IPLRLO80P42L788D", "NATIONAL_ID", "IPLRLO80P42L788D"),
        ("VAT GB 293 4471 02", "TAX_ID", "GB 293 4471 02"),
        ("passport no. X1234567", "PASSPORT", "X1234567"),
        ("Reisepass Nr. C01X00T47", "PASSPORT", "C01X00T47"),
        ("passport: ER 123456", "PASSPORT", "ER 123456"),
        ("driver's license number D1234567", "DRIVER_LICENSE", "D1234567"),
        ("plate RZK-4481.", "LICENSE_PLATE", "RZK-4481"),
        ("plate AX99 AAA.", "LICENSE_PLATE", "AX99 AAA"),
        ("plate AA90 AAA.", "LICENSE_PLATE", "AA90 AAA"),
        ("her policy HX-00419-223.", "ACCOUNT_ID", "HX-00419-223"),
        ("customer id: 4711-88", "ACCOUNT_ID", "4711-88"),
        ('"policy_number": "88120436"', "ACCOUNT_ID", "88120436"),
        ("Kundennummer: 4711088", "ACCOUNT_ID", "4711088"),
        ("sort code 20-14-53", "BANK_ACCOUNT", "20-14-53"),
        ("born on 3 May 1984 in", "DATE_OF_BIRTH", "3 May 1984"),
        ("DOB: 04/07/88", "DATE_OF_BIRTH", "04/07/88"),
        ("DOB given as 9 Jan 68", "DATE_OF_BIRTH", "9 Jan 68"),
        ('"date_of_birth": "1984-05-03"', "DATE_OF_BIRTH", "1984-05-03"),
        ("geboren am 3. März 1984", "DATE_OF_BIRTH", "3. März 1984"),
        ("née le 12 août 1990", "DATE_OF_BIRTH", "12 août 1990"),
        ("nacida el 4 de julio de 1988", "DATE_OF_BIRTH", "4 de julio de 1988"),
        ("born March 9, 1971", "DATE_OF_BIRTH", "March 9, 1971"),
        ("d.o.b. 040585", "DATE_OF_BIRTH", "040585"),
        ("né en mai 1985", "DATE_OF_BIRTH", "mai 1985"),
        ("born in May 1985", "DATE_OF_BIRTH", "May 1985"),
        ("PPS number for Ann Lee is 5385855G", "NATIONAL_ID", "5385855G"),
        ("numéro de sécurité sociale est le 1 00 08 70 304 232 88.", "NATIONAL_ID", "1 00 08 70 304 232 88"),
        ("customer number?\nVisitor: cus_53061796\nBot: ok", "ACCOUNT_ID", "cus_53061796"),
        ('{"k":"DOB","v":"1960-05-19"}', "DATE_OF_BIRTH", "1960-05-19"),
        ('<input name="dob" value="1971-03-06">', "DATE_OF_BIRTH", "1971-03-06"),
        ('{"taxId": "ab 12.345.67"}', "TAX_ID", "ab 12.345.67"),
        ("account <code>CUST-26117</code>", "ACCOUNT_ID", "CUST-26117"),
        ("cancel my account (k536267)", "ACCOUNT_ID", "k536267"),
        ("Order 5167400, amount 12", "ACCOUNT_ID", "5167400"),
        ("your order 5167400 is out", "ACCOUNT_ID", "5167400"),
        ("acct 88-2207-AL", "ACCOUNT_ID", "88-2207-AL"),
        ("license RP35-0420800284124;", "DRIVER_LICENSE", "RP35-0420800284124"),
        ("licence plate xc884ls was read", "LICENSE_PLATE", "xc884ls"),
        ("your car (IKL 8199) is", "LICENSE_PLATE", "IKL 8199"),
        (
            "date of birth? Caller: the third of december nineteen sixty.",
            "DATE_OF_BIRTH",
            "the third of december nineteen sixty",
        ),
        (
            "name and date of birth?\nCaller: Ann, may tenth nineteen sixty.",
            "DATE_OF_BIRTH",
            "may tenth nineteen sixty",
        ),
        (
            "data de nascimento, senhor Valdir?\nCliente: doze de maio de setenta.",
            "DATE_OF_BIRTH",
            "doze de maio de setenta",
        ),
        ("Data urodzenia: 5 stycznia 1968 r.", "DATE_OF_BIRTH", "5 stycznia 1968 r."),
        ("Fødselsdato: 3. april 1959", "DATE_OF_BIRTH", "3. april 1959"),
        ("mașina CJ 07 XYZ", "LICENSE_PLATE", "CJ 07 XYZ"),
        ("date de naissance ?\nCliente : 12 mars 1949.", "DATE_OF_BIRTH", "12 mars 1949"),
        ("IBAN NL42 UGCM 1318 7172 38 within 14 days", "IBAN_CODE", "NL42 UGCM 1318 7172 38"),
        ("IBAN: MT84 MALT 0110 0001 2345 MTLC AST0 01S", "IBAN_CODE", "MT84 MALT 0110 0001 2345 MTLC AST0 01S"),
        ("My IBAN is mt84malt011000012345mtlcast0011", "IBAN_CODE", "mt84malt011000012345mtlcast0011"),
        ("iban mt84 malt 0110 0001 2345 mtlc ast0 011 ok", "IBAN_CODE", "mt84 malt 0110 0001 2345 mtlc ast0 011"),
        ("iban nl42 ugcm 1318 7172 38 send 14 by may", "IBAN_CODE", "nl42 ugcm 1318 7172 38"),
        ("IBAN be71 0961 2345 6769 from 1400", "IBAN_CODE", "be71 0961 2345 6769"),
    ],
)
def test_a_labelled_value_is_found(text: str, entity: str, value: str) -> None:
    assert (entity, value) in finds(RULES, text)


@pytest.mark.parametrize(
    "text",
    [
        "an order of 500 units",
        "the account team met on 2024-11-03",
        "order Q3-2024 forecast",
        "VAT 20 % on 1200 EUR",
        "a social post on 12 May",
        "customer since 2019",
        "one customer. She left in 2005.",
        "born to run two thousand miles",
        "meeting on 3 May 1984",
        "the policy is fine",
        "passport office",
        "licence plate: AA99 AAA",
        "account number: [BANK_ACCOUNT_1]",
        "dob [DATE_OF_BIRTH_1]",
        "a plate of 12 oysters",
        "order 500000 units",
        "order 5000000 units",
        "account id: 550e8400-e29b-41d4-a716-446655440000",
        "order total? USD 314",
        "order form 12",
        "policy of 2024-11-03",
        "the car 12 doors",
    ],
)
def test_a_sentence_about_numbers_is_left_alone(text: str) -> None:
    assert finds(RULES, text) == []
