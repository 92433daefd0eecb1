"""A row of spoken digits and letters reads as what it spells; a few words of a sentence do not."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.adapters.presidio_detector.reading import spoken
from gateway.adapters.presidio_detector.reading.number_words import JOINED, NUMBERS
from gateway.core.entities import Label
from tests.support.disguises import edits


@pytest.mark.parametrize(
    ("written", "read", "label"),
    [
        ("four four, double seven zero zero um nine zero zero three nine eight", "447700900398", Label.PHONE_NUMBER),
        ("oh-two-oh seven nine four six", "0207946", Label.PHONE_NUMBER),
        ("seventy nine forty six oh nine fifty eight", "79460958", Label.PHONE_NUMBER),
        ("ocho uno siete uno cinco nueve uno nueve nueve", "817159199", Label.NATIONAL_ID),
        ("vier null eins zwei acht acht acht acht acht acht acht acht eins acht acht eins", "4012888888881881",
         Label.CREDIT_CARD),
        ("åtta två fem sju ett nio", "825719", None),
        ("dois um três quatro cinco seis sete oito nove", "213456789", Label.NATIONAL_ID),
        ("golf hotel papa underscore nine sierra five x-ray", "ghp_9s5x", Label.ACCOUNT_ID),
        ("november lima nine one alfa bravo november alfa zero four one seven one six four three zero zero",
         "NL91ABNA0417164300", Label.IBAN_CODE),
        ("papa echo romeo charlie india", "PERCI", Label.PERSON),
        ("Richard Otto Siegfried Anton Ludwig", "ROSAL", Label.PERSON),
        ("zéro six douze trente-quatre cinquante-six soixante-dix-huit", "0612345678", Label.PHONE_NUMBER),
        ("zéro six, quatre-vingt-dix-sept, quatre-vingts, soixante et onze, vingt et un", "0697807121", Label.PHONE_NUMBER),
        ("vingt quatre vingt deux trois cinq six", "2082356", Label.PHONE_NUMBER),
        ("vingt quatre vingt, deux, trois, cinq, seis", "2082356", Label.PHONE_NUMBER),
        ("zéro six soixante quatre vingt douze onze vingt deux", "0660921122", Label.PHONE_NUMBER),
        ("zéro cinq, trente-deux, onze, vingt et un, seize", "0532112116", Label.PHONE_NUMBER),
        ("zero um, trinta e um, dezessete, setenta e cinco", "01311775", Label.PHONE_NUMBER),
        ("null eins sieben sechs einundzwanzig vierunddreißig", "01762134", Label.PHONE_NUMBER),
        ("seis doce, treinta y cuatro, cincuenta y seis, setenta y ocho", "612345678", Label.NATIONAL_ID),
        ("seiscientos doce trescientos cuarenta y cinco seiscientos setenta y ocho", "612345678", Label.NATIONAL_ID),
        ("tre trentotto, dodici, trentaquattro, cinquantasei, settantotto", "33812345678", Label.PHONE_NUMBER),
        ("nove doze, trinta e quatro, cinquenta e seis, setenta e oito", "912345678", Label.NATIONAL_ID),
        ("nul zes twaalf vierendertig zesenvijftig achtenzeventig", "0612345678", Label.PHONE_NUMBER),
        ("zero, let me see, two zero, yeah, seven nine, uh, four six, then zero, hmm, five five, and seven", "02079460557",
         Label.PHONE_NUMBER),
        ("seis doce, pues, treinta y cuatro, eh, cincuenta, y luego noventa y uno", "612345091", Label.NATIONAL_ID),
        ("sei zero uno uno, poi otto zero nove nove, ehm, uno sei", "6011809916", Label.PHONE_NUMBER),
        ("null eins, äh, fünf zwo, dann drei drei, ähm, acht neun", "01523389", Label.PHONE_NUMBER),
        ("zéro six, euh, douze, alors, trente-quatre, puis cinquante-six", "06123456", Label.PHONE_NUMBER),
        ("zero quarantanove, ottantasette, dodici, trecento", "0498712300", Label.PHONE_NUMBER),
        ("siete uno cero tres jota be ene", "7103JBN", Label.ACCOUNT_ID),
        ("acca esse esse emme di a novantuno elle ventitré zeta trecentotrentasei vi", "HSSMDA91L23Z336V", Label.SECRET),
        ("s l four four oh nine", "SL4409", Label.ACCOUNT_ID),
        ("C as in Charlie, U as in Uniform, seven seven, double four, one nine", "CU774419", Label.ACCOUNT_ID),
        ("Siegfried Anton Berta Ida, dann Theodor Ida Emil", "SABITIE", Label.PERSON),
        ("juliett alfa november echo at alfa charlie mike echo dot india oscar", "jane@acme.io", Label.EMAIL_ADDRESS),
    ],
)  # fmt: skip
def test_a_row_reads_as_what_it_spells(written: str, read: str, label: Label) -> None:
    text = f"so it is {written}, thank you"
    [edit] = edits(spoken.spoken, spoken.TRIGGERS, text)

    assert (edit.text, edit.label) == (read, label)
    assert text[edit.start : edit.end] == written


def test_amounts_are_a_number_where_one_is_announced() -> None:
    text = "mi teléfono: seis, doce, treinta y cuatro, cincuenta y seis y setenta"

    assert [edit.text for edit in edits(spoken.spoken, spoken.TRIGGERS, text)] == ["612345670"]


@pytest.mark.parametrize(
    "text",
    [
        "We target five nines uptime, two pilots, three references and one champion.",
        "Testing one two three, the microphone works.",
        "one, two, three, four, five, six, seven!",
        "Project Tango and project Foxtrot merge; the hotel in India is booked for November.",
        "Mike, Oscar and Victor met Charlie.",
        "nine or ten of twelve, at five",
        "dix, vingt, trente, quarante, cinquante pour cent",
        "zehn, zwanzig, dreißig, vierzig, fünfzig Stück",
        "due o tre, dieci o venti, trenta volte",
        "Wir haben acht, dreizehn, einundzwanzig, vierzig und siebzig Stühle",
        "novanta, settanta, cinquanta, venti, dieci per cento",
        "vendeu três, sete, nove, doze e trinta caixas",
        "trescientos, cuatrocientos, seiscientos, setecientos, novecientos euros",
        "Siebzehn, einundzwanzig, vierundvierzig, achtundfünfzig, neunzig Betten je Haus",
        "Ventitré, trentuno, quarantasei, cinquantotto, ottanta camere",
        "Veintidós, treinta y uno, cuarenta y seis, ochenta y cuatro mesas",
        "un par de días, dos o tres, diez o doce, veinte",
        "ten nine eight seven six five four three two one zero",
        "x, y, z, one, two, three, four, five",
        "tres de cinco, dos de diez, siete de nueve, cuatro de ocho pilotos",
        "esse dois, esse três, ele quatro, sete de nove, cinco",
        "We have two, no three, maybe four, then five and six of nine",
        "Press one for sales, two for support, three for billing, nine to repeat.",
        "once upon a time, quince and seize the day",
        "entre vingt et trente, ou quarante et cinquante clients",
    ],
)
def test_words_of_a_sentence_spell_nothing(text: str) -> None:
    assert edits(spoken.spoken, spoken.TRIGGERS, text) == []


@pytest.mark.parametrize("word", [min(JOINED), max(JOINED), *sorted(JOINED)[::9]])
def test_a_number_in_one_word_begins_a_row(word: str) -> None:
    assert edits(spoken.spoken, spoken.TRIGGERS, f"call {word} 7 elf zehn quarenta double seven") != []


_SAID = st.sampled_from(
    [*sorted(NUMBERS), "quatre", "vingt", "vingts", "dix", "double", "et", "o", "at", "alfa", "\u2776", "\u00b2"]
)


@given(st.lists(_SAID, max_size=14).map(" ".join))
def test_any_row_of_such_words_is_read(text: str) -> None:
    places = [(found.start(), found.end() + 2) for found in re.finditer(r"\w+", text)]

    for edit in spoken.spoken(text, places):
        assert 0 <= edit.start < edit.end <= len(text)


def test_every_number_in_one_word_makes_a_row_be_looked_for() -> None:
    asked = re.compile("|".join(spoken.TRIGGERS))

    assert [word for word in JOINED if not asked.search(f"({word}, {word}")] == []
