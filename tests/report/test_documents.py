"""The sets: read or filled afresh each time, and never those that were learnt from."""

from __future__ import annotations

import sys
from itertools import islice
from random import Random

import pytest

from tests.report import documents
from tests.report.check_digits import CheckDigits
from tests.support.data import labelled_data
from training import sources

# The generator of the data leaves its own files open.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


def test_filled_templates_go_on_until_there_are_enough_spans() -> None:
    corpus = documents.generated(labelled_data(), 60)

    found = list(corpus.documents())

    assert sum(len(each.gold) for each in found) >= 60
    assert sum(len(each.gold) for each in found[:-1]) < 60
    assert [each.text for each in found] == [each.text for each in corpus.documents()]


def test_texts_that_are_hard_to_tell_are_measured_by_themselves() -> None:
    hard = {each.text for each in documents.hard(labelled_data(), 60).documents()}

    assert hard.isdisjoint(each.text for each in documents.generated(labelled_data(), 200).documents())


def test_texts_without_personal_data_have_no_labels_and_are_all_different() -> None:
    found = list(documents.without_personal_data(labelled_data(), 80).documents())

    assert len({each.text for each in found}) == 80
    assert not any(each.gold for each in found)


def test_only_records_left_out_of_training_are_measured() -> None:
    corpora = {each.name: each for each in documents.public(labelled_data())}

    assert "uner-en-ewt-dev" in corpora
    assert "uner-en-ewt-train" not in corpora
    record = next(iter(corpora["slurp-devel"].documents()))
    path = labelled_data() / "public" / "slurp-devel.jsonl.xz"
    kept = (each.text for at, each in enumerate(sources.public(path)) if sources.for_development(each.source, at))
    assert record.text == next(kept)
    assert record.annotated is not None


def test_what_is_labelled_in_a_document_is_known_of_it() -> None:
    for document in islice(documents.written(labelled_data()).documents(), 20):
        assert all(each.value.casefold() in document.text.casefold() for each in document.known)


def test_a_card_with_a_wrong_digit_is_no_checked_one() -> None:
    digits = CheckDigits(labelled_data())
    text = "4111 1111 1111 1111, 4111 1111 1111 1112, DE89 3704 0044 0532 0130 00"
    spans = [(0, 19, "CREDIT_CARD"), (21, 40, "CREDIT_CARD"), (42, 69, "IBAN_CODE")]

    assert list(digits.among(text, spans)) == [(0, 19), (42, 69)]


def test_national_numbers_count_as_checked_while_their_making_is_watched() -> None:
    data = labelled_data()
    with CheckDigits(data) as digits:
        generators = sys.modules["idgen"]
        number = generators.NATIONAL["nhs"](Random(1))
        shaped = generators.NATIONAL["ssn"](Random(1))
        text = f"{number} {shaped}"
        spans = [(0, len(number), "NATIONAL_ID"), (len(number) + 1, len(text), "NATIONAL_ID")]
        assert list(digits.among(text, spans)) == [(0, len(number))]
    assert generators.NATIONAL["nhs"].__name__ == "nhs"
