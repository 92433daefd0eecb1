"""The section `detection`: what must agree in it, and what must be installed."""

from pathlib import Path

import pytest

from gateway.core.detection import Names, Plugged
from gateway.core.entities import Label
from tests.support.configuration import GATEWAY, loaded

LINE = GATEWAY.count("\n") + 1


def problems(directory: Path, section: str, **environ: str) -> list[tuple[int, str, str]]:
    result = loaded(directory, gateway=f"{GATEWAY}detection:\n{section}", **environ)
    return [(problem.line, problem.path, problem.what) for problem in result.problems]


def test_the_shipped_detection_finds_names_by_the_embedded_model(tmp_path: Path) -> None:
    detection = loaded(tmp_path).accepted()[0].detection

    assert detection.names is Names.EMBEDDED
    assert not detection.is_plugged


def test_everything_can_be_said(tmp_path: Path) -> None:
    (tmp_path / "models" / "de").mkdir(parents=True)
    (tmp_path / "house.yaml").touch()
    section = (
        f"  names: spacy\n  languages: [en, de, fr]\n  spacy: {{en: yaml, de: models/de, fr: {tmp_path}/models/de}}\n"
        "  ner_model_configuration: {default_score: 0.7, labels_to_ignore: [MISC]}\n"
        "  recognizers:\n    badge: {python: 'json:Badge', options: {deep: [1, {a: null}]}}\n    house: {registry: house.yaml}\n"
        "  labels: {Badge: ACCOUNT_ID, ROOM: null}\n  workers: 3\n  worker_memory_mib: 2048\n  deadline_factor: 4\n"
    )
    detection = loaded(tmp_path, gateway=f"{GATEWAY}detection:\n{section}").accepted()[0].detection

    model = str(tmp_path / "models" / "de")
    assert detection.spacy == {"en": "yaml", "de": model, "fr": model}
    assert detection.languages == ("en", "de", "fr")
    assert detection.ner_model_configuration == {"default_score": 0.7, "labels_to_ignore": ["MISC"]}
    assert detection.recognizers == (
        Plugged("badge", python="json:Badge", options={"deep": [1, {"a": None}]}),
        Plugged("house", registry=tmp_path / "house.yaml"),
    )
    assert detection.labels == {"BADGE": Label.ACCOUNT_ID, "ROOM": None}
    assert (detection.workers, detection.worker_memory_mib, detection.deadline_factor) == (3, 2048, 4.0)
    assert detection.root == tmp_path


def test_variables_say_it_too(tmp_path: Path) -> None:
    detection = (
        loaded(
            tmp_path,
            ISOGATE_DETECTION__NAMES="spacy",
            ISOGATE_DETECTION__LANGUAGES="en, fr",
            ISOGATE_DETECTION__SPACY__EN="yaml",
            ISOGATE_DETECTION__SPACY__FR="yaml",
            ISOGATE_DETECTION__RECOGNIZERS__BADGE__PYTHON="json:Badge",
            ISOGATE_DETECTION__LABELS__BADGE="ACCOUNT_ID",
            ISOGATE_DETECTION__WORKERS="1",
        )
        .accepted()[0]
        .detection
    )

    assert detection.names is Names.SPACY
    assert detection.languages == ("en", "fr")
    assert detection.spacy == {"en": "yaml", "fr": "yaml"}
    assert detection.recognizers == (Plugged("badge", python="json:Badge"),)
    assert detection.labels == {"BADGE": Label.ACCOUNT_ID}
    assert detection.workers == 1


@pytest.mark.parametrize(
    ("section", "line", "path", "what"),
    [
        ("  names: all\n", 1, "names", "Input should be"),
        ("  names: spacy\n", 0, "spacy.en", "is missing for names: spacy"),
        (
            "  names: spacy\n  spacy: {en: en_no_such_model}\n",
            2,
            "spacy.en",
            "en_no_such_model is neither an installed",
        ),
        ("  names: spacy\n  spacy: {en: yaml, de: yaml}\n", 2, "spacy.de", "is not in detection.languages"),
        ("  spacy: {en: yaml}\n", 1, "spacy", "means nothing for names: embedded"),
        ("  names: spacy\n  spacy: {en: yaml}\n  transformers: {en: x}\n", 3, "transformers", "means nothing"),
        ("  ner_model_configuration: {stride: 3}\n", 1, "ner_model_configuration", "means nothing for names"),
        ("  languages: []\n", 1, "languages", "List should have at least 1 item"),
        ("  languages: [english]\n", 1, "languages[0]", "wanted: a language's code"),
        ("  recognizers:\n    a: {}\n", 2, "recognizers.a", "has both python and registry, or neither"),
        ("  recognizers:\n    a: {python: x}\n", 2, "recognizers.a.python", "wanted: module:Class"),
        ("  recognizers:\n    a: {python: 'no_such:X'}\n", 2, "recognizers.a.python", "there is no module no_such"),
        ("  recognizers:\n    a: {registry: no.yaml}\n", 2, "recognizers.a.registry", "there is no file no.yaml"),
        (
            "  recognizers:\n    a: {registry: isogate.yaml, options: {x: 1}}\n",
            2,
            "recognizers.a.options",
            "means nothing for a registry",
        ),
        ("  labels: {BADGE: NO_LABEL}\n", 1, "labels.BADGE", "Input should be"),
        ("  workers: 0\n", 1, "workers", "Input should be greater"),
        ("  deadline_factor: 0.5\n", 1, "deadline_factor", "Input should be greater"),
        ("  worker_memory_mib: 10\n", 1, "worker_memory_mib", "Input should be greater"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, section: str, line: int, path: str, what: str) -> None:
    ((at, told, says),) = problems(tmp_path, section)

    assert (at, told) == (LINE + line, f"detection.{path}")
    assert says.startswith(what)


def test_transformers_needs_its_libraries_a_pipeline_and_a_directory(tmp_path: Path) -> None:
    told = problems(tmp_path, "  names: transformers\n  spacy: {en: yaml}\n  transformers: {en: dslim/bert-base-NER}\n")

    assert (LINE + 3, "detection.transformers.en", "there is no directory dslim/bert-base-NER") in told
    assert {path for _, path, _ in told} <= {"detection.names", "detection.transformers.en"}


def test_a_module_beside_the_file_is_found(tmp_path: Path) -> None:
    (tmp_path / "ours.py").touch()

    assert problems(tmp_path, "  recognizers:\n    a: {python: 'ours:Badge'}\n") == []


def test_no_names_at_all_weakens_a_promise_and_says_so(tmp_path: Path) -> None:
    result = loaded(tmp_path, gateway=f"{GATEWAY}detection:\n  names: unsafe_none\n")

    assert result.accepted()[0].unsafe == ("detection.names.unsafe_none",)
    assert [(each.path, each.line, each.what) for each in result.warnings] == [
        ("detection.names.unsafe_none", LINE + 1, "weakens a promise")
    ]
