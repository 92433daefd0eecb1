"""How old somebody is is found however it is said; spans of time, counts and the ages of things are left."""

import pytest

from gateway.adapters.presidio_detector.traits.ages import ages
from tests.support.detection import finds

RULES = tuple(ages())


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("she is 34 years old", "34"),
        ("aged 61,", "61"),
        ('"age": 34', "34"),
        ("34yo", "34yo"),
        ("62 y/o, retired", "62"),
        ("42 Jahre alt", "42"),
        ("Owner Ann Lee turned sixty last month", "sixty"),
        ("she turns 50 on Friday", "50"),
        ("my youngest just turned five", "five"),
        ("she is in her late twenties", "late twenties"),
        ("3. Carys, early forties, legal", "early forties"),
        ("in his mid-60s", "mid-60s"),
        ("Irish, 30ish, owns vans", "30ish"),
        ("fifty-something, ex army", "fifty-something"),
        ("pushing ninety, hates email", "ninety"),
        ("he's nineteen and runs the shop", "nineteen"),
        ("mum is 81 and lives alone", "81"),
        ("i've got a two year old at home", "two"),
        ("age_group: 25-34", "25-34"),
        ("age: mid-30s", "mid-30s"),
        ("Agnieszka, ende drei\u00dfig, Polin", "ende drei\u00dfig"),
        ("Fatima, eind veertig, streng", "eind veertig"),
        ("Sol\u00e8ne, la quarantaine, responsable", "quarantaine"),
        ("Yasin, unos cuarenta, muy majo", "cuarenta"),
        ("tem oitenta e um e solda", "oitenta e um"),
        ("il a quatre-vingt-deux ans", "quatre-vingt-deux"),
        ("un ragazzo di ventisei anni", "ventisei"),
        ("zij wordt vijftig en woont op Texel", "vijftig"),
        ("sie ist einundvierzig.", "einundvierzig"),
        ("how old are you\nAnn: forty three", "forty three"),
        ("Eun-sook Bae (eighty-two), who", "eighty-two"),
        ("an octogenarian from Leeds", "octogenarian"),
        ("45 ans, deux enfants", "45"),
    ],
)
def test_an_age_is_found(text: str, age: str) -> None:
    assert ("AGE", age) in finds(RULES, text)


def test_a_column_of_ages_is_found() -> None:
    table = "name,age_group,city\nAnn Lee,25-34,Leeds\nBo Day,65+,Hull"

    assert finds(RULES, table) == [("AGE", "25-34"), ("AGE", "65+")]


@pytest.mark.parametrize(
    "text",
    [
        "a page of 34 lines",
        "30 days old",
        "34 years of service",
        "age 30 days",
        "forty seats, twenty licences and the twenties percent",
        "garant\u00eda de 12 a\u00f1os, 25 a\u00f1os de experiencia, cuenta desde hace 6 a\u00f1os",
        "Anciennet\u00e9 du compte : 6 ans, vingt ans d'exp\u00e9rience",
        "Account bestaat 5 jaar. Conta com 4 anos. garanzia di 12 anni",
        "zwanzig Jahre Erfahrung, seit drei\u00dfig Jahren",
        "Your account turns 16 in May. The company turned twenty last year.",
        "turned forty leads into deals, revenue turned 40 percent up",
        "music of the late eighties and the early 90s, temperatures in the thirties",
        "a ten year old company with a five year old laptop",
        "he's 5 minutes away, she's 40 percent done, she's 12 calls behind",
        "en quarantaine depuis lundi, une quarantaine de si\u00e8ges, pendant la quarantaine",
        "unos cuarenta asientos, tem trinta licen\u00e7as, ha quaranta postazioni",
        "healthy enough, 40-something leads from the webinar",
        '{"account_age_years": 3}',
        "the score is thirty. Total: fifty.",
    ],
)
def test_a_span_of_time_and_a_count_are_no_age(text: str) -> None:
    assert finds(RULES, text) == []
