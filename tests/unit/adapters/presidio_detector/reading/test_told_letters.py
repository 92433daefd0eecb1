"""A row of letters, each told by a word that begins with it, reads as what it spells; other words do not."""

import pytest

from gateway.adapters.presidio_detector.reading import told_letters
from gateway.core.entities import Label
from tests.support.disguises import edits


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("B as in bravo, R as in Rome, E as in echo", "BRE"),
        ("b for boy, r for robert, e for edward, and n for nancy", "BREN"),
        ("B wie Berta, R wie Richard, E wie Emil und N wie Nordpol", "BREN"),
        ("B comme Berthe, R comme Raoul, É comme Eugène", "BRÉ"),
        ("B de Barcelona, R de Roma, E de España, N de Navarra", "BREN"),
        ("B come Bologna, R come Roma, E come Empoli", "BRE"),
        ("t for table, u for umbrella, l for lamp", "TUL"),
    ],
)
def test_a_row_reads_as_what_it_spells(written: str, read: str) -> None:
    text = f"the name is {written}. Thanks"
    [edit] = edits(told_letters.told, told_letters.TRIGGERS, text)

    assert (edit.text, edit.label) == (read, Label.PERSON)
    assert text[edit.start : edit.end] == written


@pytest.mark.parametrize(
    "row",
    [
        "k as in kilo, l as in lamp, m as in mike",
        "K as in Karla, L as in Lund, M as in Mads",
        "N as in Nilsen, M as in Mark, W as in Willow",
        "R di Roma, U di Ugo, B di Bo",
    ],
)
def test_words_of_an_alphabet_or_names_spell_without_a_word_that_says_so(row: str) -> None:
    assert edits(told_letters.told, told_letters.TRIGGERS, f"ok: {row}.")


@pytest.mark.parametrize(
    "text",
    [
        "B as in bravo, R as in Rome",
        "I like it, a for effort, e de ella",
        "a for apple, b for cherry, c for date",
        "The cups: T for tea, C for cocoa, W for water",
        "Ampel: R wie Risiko, G wie Gewinn, N wie Neutral",
        "V de Ventas, C de Clientes, M de Marketing",
        "T as in Timing, E as in Evidence, P as in Pain",
        "K comme Kilomètre, A comme Attention, R comme Réduction",
        "Modelo A de atender, I de informar, V de vender",
        "y de la casa, y de los otros, e di nuovo",
    ],
)
def test_other_words_spell_nothing(text: str) -> None:
    assert edits(told_letters.told, told_letters.TRIGGERS, text) == []
