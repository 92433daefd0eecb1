"""What must agree in `detection`, and what must be installed for it: known before anything is loaded, and never fetched."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from gateway.config.document import Document, Place
from gateway.config.gateway_file import DetectionShape, NerModelShape, RecognizerShape
from gateway.config.problem import Problem
from gateway.core.detection import Names

_ENGINES = frozenset({Names.SPACY, Names.TRANSFORMERS})
_LIBRARIES = ("transformers", "torch")
_PLACE = "detection"


def problems(document: Document, detection: DetectionShape, root: Path) -> Iterator[Problem]:
    """Everything wrong with the section."""
    yield from _models(document, detection, "spacy", needed=detection.names in _ENGINES)
    yield from _models(document, detection, "transformers", needed=detection.names is Names.TRANSFORMERS)
    yield from _installed(document, detection, root)
    if detection.names not in _ENGINES and detection.ner_model_configuration != NerModelShape():
        yield document.problem(
            (_PLACE, "ner_model_configuration"), f"means nothing for names: {detection.names.value}", "Take it off."
        )
    for name, shape in detection.recognizers.items():
        yield from _recognizer(document, (_PLACE, "recognizers", name), shape, root)


def _models(document: Document, detection: DetectionShape, field: str, *, needed: bool) -> Iterator[Problem]:
    given: dict[str, str] = getattr(detection, field)
    place: Place = (_PLACE, field)
    advice = DetectionShape.model_fields[field].description or ""
    if given and not needed:
        yield document.problem(place, f"means nothing for names: {detection.names.value}", "Take it off.")
        return
    for language in detection.languages:
        if needed and language not in given:
            yield document.problem((*place, language), f"is missing for names: {detection.names.value}", advice)
    for language in sorted(given.keys() - set(detection.languages)):
        yield document.problem(
            (*place, language), "is not in detection.languages", "Add the language there, or take this off."
        )


def _installed(document: Document, detection: DetectionShape, root: Path) -> Iterator[Problem]:
    if detection.names in _ENGINES:
        for language, model in detection.spacy.items():
            if not (root / model).is_dir() and not _is_module(model):
                yield document.problem(
                    (_PLACE, "spacy", language),
                    f"{model} is neither an installed package nor a directory",
                    "Install it into isogate's environment (its wheel, with pip), or give the directory of a pipeline.",
                )
    if detection.names is Names.TRANSFORMERS:
        missing = [each for each in _LIBRARIES if not _is_module(each)]
        if missing:
            yield document.problem(
                (_PLACE, "names"),
                f"transformers needs {' and '.join(missing)}, which is not installed",
                "Install presidio-analyzer[transformers] into isogate's environment.",
            )
        for language, model in detection.transformers.items():
            if not (root / model).is_dir():
                yield document.problem(
                    (_PLACE, "transformers", language),
                    f"there is no directory {model}",
                    "Give the directory of a downloaded model; isogate fetches none.",
                )


def _recognizer(document: Document, place: Place, shape: RecognizerShape, root: Path) -> Iterator[Problem]:
    if (shape.python is None) == (shape.registry is None):
        yield document.problem(place, "has both python and registry, or neither", "Give one of the two.")
        return
    if shape.registry is not None:
        if not (root / shape.registry).is_file():
            yield document.problem((*place, "registry"), f"there is no file {shape.registry}", "Correct the path.")
        if shape.options:
            yield document.problem((*place, "options"), "means nothing for a registry", "Take it off.")
        return
    top = (shape.python or "").split(":")[0].split(".")[0]
    if not _is_module(top) and not (root / top).is_dir() and not (root / f"{top}.py").is_file():
        yield document.problem(
            (*place, "python"),
            f"there is no module {top}",
            "Install it into isogate's environment, or put it beside this file.",
        )


def _is_module(name: str) -> bool:
    """True if such a top-level module is installed; it is not imported."""
    return name.isidentifier() and find_spec(name) is not None
