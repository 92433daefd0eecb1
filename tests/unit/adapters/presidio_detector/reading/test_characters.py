"""Characters read as the plain ones, one for one."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.adapters.presidio_detector.reading.characters import PLAIN, plain


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("４１＋３＠ａ．ｂ", "41+3@a.b"),
        ("𝐉𝓪𝕟𝖾 𝟚𝟛", "Jane 23"),
        ("①⓪❷➌⑷⒌", "102345"),
        ("ⓙⒶ🄱🅒🅳🇪", "jABCDE"),
        ("ᴊᴀɴᴇ ᴶᵃⁿᵉ", "jane Jane"),
        ("٣४៥၁๙", "34519"),
        ("a\u00a0b\u202fc\u2009d\u3000e\u2800f", "a b c d e f"),
        ("1\u20112\u20133\u22124—5", "1-2-3-4-5"),
        ("a。b․c", "a.b.c"),
        ("2\u20443", "2/3"),
        ("⠚⠁⠝⠑", "jane"),
        ("⒥⒜🄐", "JAA"),
        ("四四七七〇零玖。二零二六年", "4477009.二零二六年"),
    ],
)
def test_a_character_reads_as_the_plain_one(written: str, read: str) -> None:
    assert plain(written, written) == read


@pytest.mark.parametrize("text", ["José Müller", "n.º 5, 2ª", "5551234²", "Привет", "日本語", "½ ™ … “x”", "plain"])
def test_ordinary_text_reads_as_itself(text: str) -> None:
    assert plain(text, text) == text


def test_every_digit_of_every_script_reads_as_its_value() -> None:
    digits = [chr(point) for point in range(sys.maxunicode + 1) if chr(point).isdecimal()]

    assert [plain(each, each) for each in digits] == [str(unicodedata.decimal(each)) for each in digits]


@given(st.text(st.characters(max_codepoint=0x1F1E5)))
def test_a_text_stays_as_long_as_it_was_however_many_signs_are_in_it(text: str) -> None:
    assert plain(text, text) == text.translate(PLAIN)
    assert len(plain(text, text)) == len(text)


FLAG_LETTERS = [chr(point) for point in range(0x1F1E6, 0x1F200)]


def test_two_flag_letters_are_a_flag_and_more_in_a_row_spell() -> None:
    assert plain("🇩🇪 🇫🇷, 🇯🇵", "🇩🇪🇫🇷🇯🇵") == "🇩🇪 🇫🇷, 🇯🇵"
    assert plain("🇯🇦🇳🇪", "🇯🇦🇳🇪") == "JANE"
    assert plain("🇩🇪①②③④⑤⑥⑦", "🇩🇪①②③④⑤⑥⑦") == "🇩🇪1234567"


@given(st.text(st.sampled_from(["a", "①", " ", *FLAG_LETTERS])))
def test_only_flags_stay_as_they_are(text: str) -> None:
    read = plain(text, text)

    assert len(read) == len(text)
    assert all(new in {old, old.translate(PLAIN)} for old, new in zip(text, read, strict=True))
