"""Presidio's engine with what was plugged in, as a worker has it; here inside the test's own process."""

import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.adapters.presidio_detector.plugins.analysis import Analysis, LeftOutError
from gateway.adapters.presidio_detector.plugins.plan import plan
from gateway.core.detection import Detection, Names, Plugged
from gateway.core.jsontypes import JsonObject
from tests.support.pipelines import registry, spacy_pipeline
from tests.support.recognizers import SILENT, TOLD

TOLD_ONLY = Detection(recognizers=(Plugged("told", python=TOLD),))


@pytest.fixture(autouse=True)
def _as_it_was(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(sys, "path", list(sys.path))
    logger = logging.getLogger("presidio-analyzer")
    handlers, propagate, level = list(logger.handlers), logger.propagate, logger.level
    logger.setLevel(logging.WARNING)
    yield
    logger.handlers[:], logger.propagate = handlers, propagate
    logger.setLevel(level)


def analysis(detection: Detection) -> Analysis:
    return Analysis(plan(detection))


def test_an_operators_class_finds_in_each_text() -> None:
    own = analysis(TOLD_ONLY)

    assert own.entities == ["BADGE"]
    assert own.find(["no B-1234", "", "none"], "en") == [[[3, 9, "BADGE", 0.9]], [], []]


def test_a_spacy_pipeline_finds_names_by_presidios_mapping(tmp_path: Path) -> None:
    own = analysis(Detection(names=Names.SPACY, spacy={"en": spacy_pipeline(tmp_path / "en", "jane")}))

    assert {"PERSON", "LOCATION"} <= set(own.entities)
    assert own.find(["JANE is in Bonn"], "en") == [[[0, 4, "PERSON", 0.85], [11, 15, "LOCATION", 0.85]]]


def test_a_models_labels_and_scores_are_read_as_the_operator_says(tmp_path: Path) -> None:
    mapping: JsonObject = {
        "model_to_presidio_entity_mapping": {"PERSON": "STAFF"},
        "labels_to_ignore": ["GPE"],
        "default_score": 0.6,
    }
    models = {"en": spacy_pipeline(tmp_path / "en", "jane")}
    own = analysis(Detection(names=Names.SPACY, spacy=models, ner_model_configuration=mapping))

    assert own.entities == ["STAFF"]
    assert own.find(["Jane in Bonn"], "en") == [[[0, 4, "STAFF", 0.6]]]


def test_each_language_has_its_engine_and_an_unknown_one_has_all(tmp_path: Path) -> None:
    models = {
        "en": spacy_pipeline(tmp_path / "en", "jane"),
        "de": spacy_pipeline(tmp_path / "de", "jutta", language="de"),
    }
    own = analysis(Detection(names=Names.SPACY, languages=("en", "de"), spacy=models))

    assert [len(own.find(["Jane, Jutta"], language)[0]) for language in ("en", "de", "xx", "")] == [1, 1, 2, 2]


def test_a_registry_of_presidios_form_is_read_and_its_context_counts(tmp_path: Path) -> None:
    own = analysis(Detection(recognizers=(Plugged("house", registry=registry(tmp_path)),)))

    assert own.entities == ["ROOM"]
    ((alone, with_word),) = [[found[0] for found in own.find(["R-101", "the room is R-101"], "en")]]
    assert (alone, with_word) == ([0, 5, "ROOM", 0.1], [12, 17, "ROOM", pytest.approx(0.45)])


def test_a_language_without_a_recognizer_is_looked_through_by_none() -> None:
    own = analysis(Detection(languages=("en", "de"), recognizers=TOLD_ONLY.recognizers))

    assert own.find(["B-1234"], "de") == [[]]
    assert own.find(["B-1234"], "") == [[[0, 6, "BADGE", 0.9]]]


@pytest.mark.parametrize("deed", ["nan", "infinite", "negative", "over"])
def test_a_score_that_is_none_is_an_error_and_not_a_missing_find(deed: str) -> None:
    with pytest.raises(ValueError, match="score"):
        analysis(TOLD_ONLY).find([f"do-{deed}"], "en")


def test_what_presidio_skips_and_only_logs_is_an_error_once() -> None:
    own = analysis(TOLD_ONLY)

    with pytest.raises(LeftOutError):
        own.find(["do-skip"], "en")
    assert own.find(["none"], "en") == [[]]


def test_a_models_label_that_nobody_maps_is_no_error(tmp_path: Path) -> None:
    mapping: JsonObject = {"model_to_presidio_entity_mapping": {"PERSON": "PERSON"}}
    models = {"en": spacy_pipeline(tmp_path / "en", "jane")}
    own = analysis(Detection(names=Names.SPACY, spacy=models, ner_model_configuration=mapping))

    assert own.find(["Jane in Bonn"], "en") == [[[0, 4, "PERSON", 0.85]]]


def test_a_model_that_is_not_here_is_not_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("spacy.cli.download", lambda _name: pytest.fail("fetched"))
    here = spacy_pipeline(tmp_path / "en", "jane")
    for detection in (
        Detection(names=Names.SPACY, spacy={"en": "en_no_such_model"}),
        Detection(names=Names.TRANSFORMERS, spacy={"en": "en_no_such_model"}, transformers={"en": here}),
        Detection(names=Names.TRANSFORMERS, spacy={"en": here}, transformers={"en": "dslim/bert-base-NER"}),
    ):
        with pytest.raises(FileNotFoundError, match="is not here, and isogate fetches none"):
            analysis(detection)


@pytest.mark.parametrize(
    ("plugged", "says"),
    [
        (Plugged("x", python="no_such_module:X"), "no_such_module"),
        (Plugged("x", python="tests.support.recognizers:NoSuchClass"), "NoSuchClass"),
        (Plugged("x", python="pathlib:Path"), "gives no Presidio recognizer"),
        (Plugged("x", python=TOLD, options={"unheard": 1}), "unheard"),
        (Plugged("x", python=TOLD, options={"language": "de"}), r"for de, which is not in detection\.languages"),
        (Plugged("x", python=SILENT, options={"supported_entities": ["X"], "supported_language": "fr"}), "for fr"),
        (Plugged("x", python="presidio_analyzer.predefined_recognizers:SpacyRecognizer"), "needs detection.names"),
        (Plugged("x", registry=Path("/nowhere.yaml")), "nowhere"),
    ],
)
def test_what_cannot_be_loaded_is_an_error(plugged: Plugged, says: str) -> None:
    with pytest.raises(Exception, match=says):
        analysis(Detection(recognizers=(plugged,)))
