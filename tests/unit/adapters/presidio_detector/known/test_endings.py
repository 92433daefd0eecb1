"""Case endings count in texts of their languages only."""

import pytest

from gateway.adapters.presidio_detector.known.endings import is_bent


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Dzień dobry, mówię o Nowakowi.", "Nowak"),
        ("Říkal to Novákovi", "Novák"),
        ("Спросите Иванова", "Иванов"),
        ("hogy Istvánnal beszéltem", "István"),
        ("Annának írok, hogy jó", "Ann"),
        ("Virtaselle, kiitos", "Virtase"),
        ("Μίλησα με τον κύριο Παπαδόπουλο", "Παπαδόπουλ"),
        ("Ahmetin sorusu için", "Ahmet"),
    ],
)
def test_a_bent_name_is_still_the_name(text: str, name: str) -> None:
    start = text.index(name)
    last = start + next((i for i, c in enumerate(text[start:]) if not c.isalnum()), len(text) - start)

    assert is_bent(text, start, start + len(name), last)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the Novaku game", "Novak"),
        ("Dzień: Nowakxyz", "Nowak"),
        ("hogy Istvánxal", "István"),
        ("Rosenberg and Rosena", "Rosen"),
        ("Martinin, an English text", "Martin"),
    ],
)
def test_in_another_language_or_with_another_ending_it_is_another_word(text: str, name: str) -> None:
    start = text.index(name)

    assert not is_bent(
        text, start, start + len(name), len(text.split(name)[1].split(maxsplit=1)[0]) + start + len(name)
    )
