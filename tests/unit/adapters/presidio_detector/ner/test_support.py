"""What bears out what the model half believes."""

from hypothesis import given
from hypothesis import strategies as st

from gateway.adapters.presidio_detector.ner.dictionary import Band, Dictionary, packed
from gateway.adapters.presidio_detector.ner.lexicon import Lexicon
from gateway.adapters.presidio_detector.ner.support import AMONG_UNKNOWN, COMMON_ALONE, FORMED_ALONE, SURE, supported
from gateway.core.entities import Label
from gateway.core.spans import Span

DICTIONARY = Dictionary(packed([("samphire", Band.RARE), ("gusset", Band.RARE), ("rose", Band.COMMON_NAME)]))
ORDINARY = Lexicon({"power"})


def kept(text: str, *named: tuple[str, float], label: Label = Label.PERSON) -> list[str]:
    """The texts that stay, of `named` ones that are called people, or `label`, with these scores."""
    spans = [Span(text.index(value), text.index(value) + len(value), label, score) for value, score in named]
    return [text[span.start : span.end] for span in supported(text, spans, ORDINARY, DICTIONARY)]


def test_a_word_of_a_dictionary_is_somebody_only_when_it_is_likelier() -> None:
    assert kept("Jupp eats samphire", ("Jupp", 1.0), ("samphire", 0.55)) == ["Jupp"]
    assert kept("Jupp eats samphire", ("Jupp", 1.0), ("samphire", 0.65)) == ["Jupp", "samphire"]
    assert kept("Jupp is at Samphire", ("Jupp", 1.0), ("Samphire", 0.45)) == ["Jupp"]
    assert kept("Jupp has a rose", ("Jupp", 1.0), ("rose", 0.59)) == ["Jupp"]
    assert kept("Jupp has a rose", ("Jupp", 1.0), ("rose", 0.6)) == ["Jupp", "rose"]
    assert kept("Jupp has a samphire gusset", ("Jupp", 1.0), ("samphire gusset", 0.85)) == ["Jupp"]


def test_in_a_call_without_anything_sure_more_is_asked() -> None:
    assert kept("we eat samphire", ("samphire", 0.9)) == []
    assert kept("we eat samphire", ("samphire", SURE)) == ["samphire"]
    assert kept("a rose is here", ("rose", 0.8)) == []
    assert kept("Rose is here", ("Rose", 0.59)) == []
    assert kept("Rose is here", ("Rose", 0.6)) == ["Rose"]
    assert kept("jupp is here", ("jupp", 0.45)) == []
    assert kept("the power went off", ("power", SURE)) == []
    assert kept("the power went off", ("power", COMMON_ALONE)) == ["power"]


def test_a_word_among_words_that_no_list_has_is_somebody_only_when_it_is_likelier() -> None:
    assert kept("it reads frperg qvfpbhag", ("frperg", AMONG_UNKNOWN - 0.01)) == []
    assert kept("it reads frperg qvfpbhag", ("frperg", AMONG_UNKNOWN)) == ["frperg"]
    assert kept("it reads frperg Qvfpbhag", ("frperg", AMONG_UNKNOWN - 0.01)) == ["frperg"]
    assert kept("it reads frperg gusset", ("frperg", AMONG_UNKNOWN - 0.01)) == ["frperg"]
    assert kept("it reads frperg qvfpbhag. Jupp", ("frperg", 0.45), ("Jupp", 1.0)) == ["frperg", "Jupp"]


def test_a_name_with_a_capital_that_no_dictionary_has_is_taken_at_its_chance() -> None:
    assert kept("we met Jupp there", ("Jupp", 0.41)) == ["Jupp"]
    assert kept("Rose is here with Jupp", ("Rose", 0.41), ("Jupp", 1.0)) == ["Rose", "Jupp"]
    assert kept("we met Jupp Samphire there", ("Jupp Samphire", 0.41)) == ["Jupp Samphire"]


def test_words_that_say_that_a_name_comes_bear_out_any() -> None:
    assert kept("please ask samphire again", ("samphire", 0.41)) == ["samphire"]
    assert kept("samphire: yes", ("samphire", 0.41)) == ["samphire"]


def test_only_what_is_sure_and_no_word_bears_out_another() -> None:
    assert kept("jupp eats lotte", ("jupp", 0.45), ("lotte", 0.45)) == []
    assert kept("samphire with jupp", ("samphire", 1.0), ("jupp", 0.45)) == ["samphire"]
    assert kept("Lotte with jupp", ("Lotte", SURE), ("jupp", 0.45)) == ["Lotte", "jupp"]


def test_a_value_of_a_form_must_be_sure_where_it_is_alone() -> None:
    text = "size 36 37 38 fits jupp"
    number = Span(5, 13, Label.PHONE_NUMBER, FORMED_ALONE - 0.01)

    assert list(supported(text, [number], ORDINARY, DICTIONARY)) == []
    assert number in supported(text, [number, Span(19, 23, Label.PERSON, SURE)], ORDINARY, DICTIONARY)
    assert kept("as lexik77 said", ("lexik77", 0.75), label=Label.USERNAME) == []
    assert kept("as lexik said", ("lexik", 0.75), label=Label.USERNAME) == ["lexik"]
    assert kept("as lexik77 said", ("lexik77", 0.9), label=Label.USERNAME) == ["lexik77"]


def test_places_and_companies_are_not_looked_at_and_bear_out_nothing() -> None:
    place, jupp = Span(0, 5, Label.LOCATION, 1.0), Span(11, 15, Label.PERSON, 0.45)

    assert list(supported("Paris with jupp", [place, jupp], ORDINARY, DICTIONARY)) == [place]


@given(st.text(min_size=1, max_size=30), st.data())
def test_it_takes_away_and_changes_nothing(text: str, data: st.DataObject) -> None:
    ends = st.integers(0, len(text)).flatmap(lambda end: st.tuples(st.integers(0, max(0, end - 1)), st.just(end)))
    ranges = data.draw(st.lists(ends.filter(lambda each: each[0] < each[1]), max_size=4))
    spans = [Span(*each, data.draw(st.sampled_from(list(Label))), data.draw(st.floats(0.4, 1))) for each in ranges]

    left = list(supported(text, spans, ORDINARY, DICTIONARY))

    assert [span for span in spans if span in left] == left or len(set(spans)) < len(spans)
    assert all(span in left for span in spans if span.score == 1.0)


def test_a_doubtful_name_with_an_object_is_a_verb() -> None:
    assert kept("Rose the bar. Jupp", ("Rose", 0.55), ("Jupp", 1.0)) == ["Jupp"]
    assert kept("Rose the bar", ("Rose", 0.65)) == ["Rose"]
    assert kept("Rose, the bar. Jupp", ("Rose", 0.55), ("Jupp", 1.0)) == ["Rose", "Jupp"]
    assert kept("we met Rose the day before", ("Rose", 0.55)) == ["Rose"]


def test_an_address_alone_must_be_sure() -> None:
    assert kept("room 78 south", ("78", 0.9), label=Label.STREET_ADDRESS) == []
    assert kept("room 78 south", ("78", SURE), label=Label.STREET_ADDRESS) == ["78"]


def test_an_address_alone_that_has_a_number_and_a_name_need_not_be_so_sure() -> None:
    assert kept("im at 12b high st", ("12b high", 0.75), label=Label.STREET_ADDRESS) == []
    assert kept("im at 12b high st", ("12b high", 0.85), label=Label.STREET_ADDRESS) == ["12b high"]


def test_a_long_word_of_two_others_is_somebody_only_when_it_is_likelier() -> None:
    assert kept("many Samphiregussets", ("Samphiregusset", 0.85)) == []
    assert kept("many Samphiregussets", ("Samphiregusset", 0.9)) == ["Samphiregusset"]
    assert kept("Jupp has Samphiregussets", ("Jupp", 1.0), ("Samphiregusset", 0.7)) == ["Jupp", "Samphiregusset"]
