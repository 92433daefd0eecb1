"""What a worker is told, what it sees of the environment, and which labels its entities have."""

import json
from pathlib import Path

import pytest

from gateway.adapters.presidio_detector.plugins.plan import environment, labels_of, plan
from gateway.cli.hardening import ALLOCATOR
from gateway.core.detection import Detection, Names, Plugged
from gateway.core.entities import Label
from gateway.ports.detector import UnusableDetectorError


def test_the_plan_is_json_and_names_engine_and_recognizers() -> None:
    told = plan(
        Detection(
            names=Names.SPACY,
            languages=("en", "de"),
            spacy={"en": "en_core_web_lg", "de": "/m/de"},
            ner_model_configuration={"default_score": 0.7},
            recognizers=(Plugged("a", python="m:C", options={"x": 1}), Plugged("b", registry=Path("/r.yaml"))),
            root=Path("/etc/isogate"),
        )
    )

    assert json.loads(json.dumps(told)) == told
    assert told["recognizers"] == [
        {"name": "a", "python": "m:C", "registry": None, "options": {"x": 1}},
        {"name": "b", "python": None, "registry": "/r.yaml", "options": {}},
    ]
    engine = told["engine"]
    assert isinstance(engine, dict)
    assert engine["nlp_engine_name"] == "spacy"
    assert engine["models"] == [
        {"lang_code": "en", "model_name": "en_core_web_lg"},
        {"lang_code": "de", "model_name": "/m/de"},
    ]
    assert isinstance(engine["ner_model_configuration"], dict)
    assert engine["ner_model_configuration"]["default_score"] == 0.7


def test_a_transformers_model_stands_on_a_spacy_pipeline() -> None:
    engine = plan(Detection(names=Names.TRANSFORMERS, spacy={"en": "s"}, transformers={"en": "t"}))["engine"]

    assert isinstance(engine, dict)
    assert engine["models"] == [{"lang_code": "en", "model_name": {"spacy": "s", "transformers": "t"}}]


@pytest.mark.parametrize("names", [Names.EMBEDDED, Names.UNSAFE_NONE])
def test_without_an_engine_there_is_none_to_load(names: Names) -> None:
    assert plan(Detection(names=names))["engine"] is None


def test_no_secret_of_the_gateway_is_in_a_workers_environment() -> None:
    seen = environment({"PATH": "/bin", "OPENAI_API_KEY": "sk-1", "ISOGATE_SECRETS__MASTER_KEY": "ab", "X": "y"})

    assert seen["PATH"] == "/bin"
    assert not {"OPENAI_API_KEY", "ISOGATE_SECRETS__MASTER_KEY", "X"} & seen.keys()
    assert "sk-1" not in seen.values()


def test_the_allocators_settings_are_the_gateways_and_no_hub_is_asked() -> None:
    seen = environment(ALLOCATOR)

    assert ALLOCATOR.items() <= seen.items()
    assert seen["HF_HUB_OFFLINE"] == seen["TRANSFORMERS_OFFLINE"] == "1"


def test_entities_have_labels_known_or_entered_whatever_their_case() -> None:
    detection = Detection(labels={"BADGE": Label.ACCOUNT_ID, "PERSON": Label.USERNAME, "ROOM": None})

    assert labels_of(detection, ["US_SSN", "Badge", "PERSON", "ROOM", "DATE_TIME", "EMAIL"]) == {
        "US_SSN": Label.NATIONAL_ID,
        "Badge": Label.ACCOUNT_ID,
        "PERSON": Label.USERNAME,
        "ROOM": None,
        "DATE_TIME": None,
        "EMAIL": Label.EMAIL_ADDRESS,
    }


def test_an_entity_without_a_label_is_told_with_where_to_enter_it() -> None:
    with pytest.raises(UnusableDetectorError, match=r"no label for BADGE, ROOM: enter one in detection\.labels"):
        labels_of(Detection(), ["ROOM", "BADGE", "PERSON"])
