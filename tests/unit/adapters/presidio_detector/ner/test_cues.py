"""What says that a name comes, or that one stands here."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.adapters.presidio_detector.ner.cues import (
    is_acting,
    is_announced,
    is_certain,
    is_hinted,
    is_initials,
    is_last,
    is_named,
    is_signature,
    is_speaker,
)


def place(marked: str) -> tuple[str, int, int]:
    """A text without the brackets of the one word that is marked in it, and where that word is."""
    start, end = marked.index("["), marked.index("]") - 1
    return marked.replace("[", "").replace("]", ""), start, end


@pytest.mark.parametrize(
    "text",
    [
        "FRAU [Jopp]",
        "geachte heer [Jopp]",
        "for missus [Jopp]",
        "my colleague [Jopp]",
        "pismo od pani [Jopp]",
        "äh hier ist [Jopp]",
        "z.Hd. [Jopp]",
        "attention [Jopp]",
        "mi chiamo [Jopp]",
        "nom d\u2019usage [Jopp]",
        "oui mais prénom [Jopp] et non",
        "thanks, [Jopp]!",
        "groetjes [Jopp]",
        "liebe [Jopp], es",
        "Anwesend: [Jopp]",
        "Present: Lee, Cho, [Jopp], me",
        "leaderboard: cho 14, [jopp] 11",
        "[jopp] bist du da?",
        "[jopp] here, change it",
        "helloo [Jopp],",
        "ok\n[Jopp], can you share it",
        "Intro: [Jopp] / Lee",
        "Intro: Lee / [Jopp]",
        "Subject: [Jopp] / Unit 7 / Snags",
    ],
)
def test_after_titles_introductions_and_greetings_and_in_lists_a_name_is_certain(text: str) -> None:
    assert is_certain(*place(text))


@pytest.mark.parametrize(
    "text", ["[Jopp],\n\nit is late", "Re: x\n\n[jopp],\r\nhi", 'Reply to "[Jopp],\n\nhi"', "> \n> [Jopp],\n"]
)
def test_the_whole_first_line_of_a_letter_with_a_comma_is_one(text: str) -> None:
    assert is_certain(*place(text))


def test_a_farewell_is_no_first_line_of_a_letter() -> None:
    assert not is_certain(*place("see you\n\n[Thanks],\nAnn"))


@pytest.mark.parametrize(
    "text",
    [
        "hej [Jopp]",
        "pls call [Jopp]",
        "lunch with [Jopp]",
        "dile a [Jopp]",
        "dis merci «[Jopp]",
        "owner: [Jopp]",
        "lunch w/ [jopp]",
        "suco, e tu [jopp]?",
        "la controparte [jopp] guidava",
        "sen [jopp]'u ara",
        "[Jopp] bhai, rate?",
        "[Hüso] ustaya sorar",
        "maurer, [jopp] (azubi, 17)",
        "weg. [jopp], hausmeister, kommt",
        "[Jopp] from accounts rang",
        "[JOPP]!!! we got it",
        "till then! - [jopp]",
        "[Jopp] +44 20 7946 0011",
        "Lee 01632 960 012; [Jopp] (206) 555-0114",
        "Driver: Lee and [jopp]",
    ],
)
def test_other_words_beside_it_announce_one(text: str) -> None:
    assert is_announced(*place(text))


@pytest.mark.parametrize(
    "text",
    [
        "[Jopp] called re renewal",
        "das [jopp] übernimmt",
        "left. [Jopp]: not yet",
        "he's [jopp] im lee",
        "A, puis [Jopp]",
        "laut [Jopp]",
        "[jopp] dit non",
        "[jopp] hai visto?",
        "[jopp] to ping legal",
        "on hold, [jopp] to prep the demo",
        "ugh ok. [jopp] pls look",
        "sent it, [jopp] covering",
        "[jopp] comes back on Friday",
        "[jopp] not picking up",
        "quote sent, waiting on [jopp]",
    ],
)
def test_what_people_do_and_what_is_told_of_each_hints_at_one(text: str) -> None:
    assert is_hinted(*place(text))


@pytest.mark.parametrize(
    "text",
    [
        "[jopp]",
        "the [jopp]",
        "for [jopp]",
        "scall [jopp]",
        "the call. [Jopp]",
        "a surname. [Jopp]",
        "a list: one, [jopp]",
        "Present: Lee. Now [jopp]",
        "call\0[jopp]",
        "call\n[jopp]",
        "grey [jopp] from accounts",
        "Unit 7 / [jopp] / Snags",
        "so [jopp] can you",
        "jopp it: [jopp] never",
        "[jopp] just now",
        "[jopp]'s card",
        "[qu]'a",
        "a follow-up - [jopp]",
        "my [Jopp] +44 20 7946 0011",
        "[jopp] 0800 is free",
        "Speaker: we did, [JOPP] and more",
        "Ta,\n[Jopp]",
        "one\n[Jopp],\ntwo",
    ],
)
def test_other_words_say_nothing(text: str) -> None:
    assert not is_certain(*place(text))
    assert not is_announced(*place(text))
    assert not is_hinted(*place(text))


@pytest.mark.parametrize(
    "text",
    [
        "Pani [Rose]",
        "prénom [Ange]",
        "approved by [AT]",
        "Melder: [Feierabend]",
        "[Rose] ji",
        "[Gio] bist du da",
        "e tu [prata]?",
    ],
)
def test_an_ordinary_word_is_somebody_where_nothing_else_can_stand(text: str) -> None:
    assert is_named(*place(text))


@pytest.mark.parametrize(
    "text", ["thanks [both]!", "Present: [Sponsor], PMO", "tell [em] yes", "[price] agreed", "e tu [vai] lá"]
)
def test_an_ordinary_word_is_nobody_where_one_may_stand(text: str) -> None:
    assert not is_named(*place(text))


@pytest.mark.parametrize(
    "text",
    [
        "[LP]: updated",
        "Actions\nA2 [PTS]: costs",
        "- [FAH]: Kosten",
        "[RC] to draft, KLN to review",
        "RC to draft, [KLN] to review",
    ],
)
def test_initials_speak_or_have_a_task(text: str) -> None:
    assert is_initials(*place(text))
    assert is_named(*place(text))


@pytest.mark.parametrize(
    "text",
    [
        "[RE]: offer",
        "[lp]: updated",
        "[Lee]: updated",
        "[SPDX]: updated",
        "the [API]: new",
        "[UK] to Spain",
        "[PO] to sign",
        "[VAT]: 20",
        "send [RC] to draft",
    ],
)
def test_other_capitals_are_no_initials(text: str) -> None:
    assert not is_initials(*place(text))


def test_who_speaks_stands_at_the_beginning_of_a_line() -> None:
    assert is_speaker("jopp: yes", 0, 4)
    assert is_speaker("a\n[07:55] jopp: yes", 10, 14)
    assert is_speaker("> jopp [07:55]: yes", 2, 6)
    assert not is_speaker("ask jopp: yes", 4, 8)
    assert not is_speaker("jopp yes", 0, 4)


def test_a_signature_is_a_last_line_after_a_dash() -> None:
    assert is_signature("done\n\n-jb", 7, 9)
    assert is_signature("done\n\u2014 JB\n\nFrom: x", 7, 9)
    assert is_signature("-jopp", 1, 5)
    assert is_signature("see you\0- jopp\0ok", 10, 14)
    assert not is_signature("- jb takes it", 2, 4)
    assert not is_signature("well -jb", 6, 8)


def test_a_text_ends_where_the_next_begins() -> None:
    assert is_last("peace, t.", 8)
    assert is_last("peace, t\0next", 8)
    assert not is_last("peace, t and", 8)
    assert not is_last("t\nmore", 1)


@given(st.text("a:,. -\n\0Frau", max_size=300), st.integers(0, 300))
def test_any_text_is_looked_at(text: str, start: int) -> None:
    start = min(start, len(text))

    for cue in (is_named, is_acting, is_certain, is_announced, is_hinted, is_initials):
        assert cue(text, start, start + 1) in {True, False}
    assert is_speaker(text, start, start) in {True, False}
    assert is_signature(text, start, start) in {True, False}


@given(
    st.lists(
        st.sampled_from(["Frau", "call", "Present:", "Intro:", "a /", "-", "\n-", "lunch with", "1.", ",", "hi", "x"])
    ),
    st.sampled_from(["", " called", ": yes", ",", "!", " / Lee", " (azubi)"]),
)
def test_what_stands_before_the_next_text_begins_says_nothing(before: list[str], after: str) -> None:
    text = f"{' '.join(before)} \0jopp{after}"
    start = text.index("\0") + 1

    for cue in (is_named, is_acting, is_certain, is_announced, is_hinted, is_speaker, is_signature):
        assert cue(text, start, start + 4) == cue(text[start - 1 :], 1, 5)


def test_a_look_costs_no_more_in_a_long_text() -> None:
    text = "present: " + "a, " * 300_000
    began = time.process_time()
    for start in range(0, len(text), 1000):
        is_certain(text, start, start + 1)
        is_announced(text, start, start + 1)
    assert time.process_time() - began < 2


def test_who_acts_begins_a_line() -> None:
    assert is_acting(*place("[margherita] ha ordinato due pizze"))
    assert is_acting(*place("ok\n> [wed] will be late"))
    assert not is_acting(*place("ops [infra] said no"))
    assert not is_acting(*place("[margherita] e funghi"))


@pytest.mark.parametrize(
    "text", ["[invoice] said paid", "[System] wants a reboot", "[Heizung] sagt nein", "[server] is out"]
)
def test_what_things_do_too_hints_at_a_name_and_excuses_no_ordinary_word(text: str) -> None:
    assert is_hinted(*place(text))
    assert not is_acting(*place(text))


@pytest.mark.parametrize("text", ["after 200 ms [jopp]", "a 5 mw [jopp]", "2,5 hr [jopp]"])
def test_a_unit_after_a_number_is_no_title(text: str) -> None:
    assert not is_certain(*place(text))


def test_the_same_letters_are_a_title_elsewhere() -> None:
    assert is_certain(*place("the ms [jopp]"))
    assert is_certain(*place("room 12: ms [jopp]"))


def test_a_role_may_be_numbered() -> None:
    assert is_named(*place("driver 3: [jopp]"))


@pytest.mark.parametrize(
    "text",
    [
        "nicht [jopp]",
        "dit [jopp] is",
        "faster [jopp]",
        "oferta hasta [jopp]",
        "[livraison] du matin",
        "[confirma] tu pedido",
    ],
)
def test_a_word_that_is_ordinary_in_another_language_says_nothing(text: str) -> None:
    assert not is_certain(*place(text))


def test_a_department_says_who_somebody_is_in_brackets_alone() -> None:
    assert is_announced(*place("[jopp] (finance) asked"))
    assert not is_announced(*place("pmo, [jopp], finance"))
    assert is_announced(*place("[jopp] (it) asked"))
    assert not is_announced(*place("the [box] (it is blue)"))
