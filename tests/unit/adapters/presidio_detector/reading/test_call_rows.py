"""A row of told words goes from its first sure word to its last, with the letters beside it and fillers inside."""

import pytest

from gateway.adapters.presidio_detector.reading.call_rows import letters_before, row


def _row(text: str, first: str) -> str:
    start = text.index(first)
    words = row(text, start)
    before = letters_before(text, words[0])
    return text[(before or words)[0].start : words[-1].end]


@pytest.mark.parametrize(
    ("text", "first", "told"),
    [
        (
            "it is four, let me see, five, no wait, that's right, six yes",
            "four",
            "four, let me see, five, no wait, that's right, six",
        ),
        ("sei zero, poi otto, allora nove ecco", "sei", "sei zero, poi otto, allora nove"),
        ("the code was s l four four oh nine and", "four", "s l four four oh nine"),
        ("it's four four oh nine", "four", "four four oh nine"),
        ("to be four four nine", "four", "four four nine"),
        ("be ka jota cuatro cuatro, sí", "jota", "be ka jota cuatro cuatro"),
        ("cuatro cuatro siete be ene.", "cuatro", "cuatro cuatro siete be ene"),
        ("siete uno cinco tres pe. gracias", "siete", "siete uno cinco tres pe"),
        ("siete uno cinco tres pe mayor", "siete", "siete uno cinco tres"),
        ("C as in Charlie, U as in uncle, four nine", "Charlie", "C as in Charlie, U as in uncle, four nine"),
        ("N wie Norbert, K wie Kette, vier neun", "vier", "N wie Norbert, K wie Kette, vier neun"),
        ("è effe gi quattro zero", "effe", "effe gi quattro zero"),
        ("tres de cinco, dos de diez", "tres", "tres"),
        ("uno e due, um uh um uh er hm tre", "uno", "uno e due"),
    ],
)
def test_a_row_has_its_letters_and_fillers(text: str, first: str, told: str) -> None:
    assert _row(text, first) == told
