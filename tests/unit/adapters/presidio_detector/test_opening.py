"""From configuration to detector, in one place."""

from pathlib import Path

import pytest

from gateway.adapters.presidio_detector.ner import model
from gateway.adapters.presidio_detector.opening import opened_detector
from gateway.core.detection import Detection, Names, Plugged
from gateway.core.entities import Label
from gateway.core.source import Known
from gateway.ports.detector import UnusableDetectorError
from tests.support.pipelines import spacy_pipeline
from tests.support.recognizers import TOLD

BROKEN = Detection(recognizers=(Plugged("x", python="no_such_module:X"),))


async def test_nothing_plugged_in_starts_no_process() -> None:
    async with opened_detector(Detection(names=Names.UNSAFE_NONE)) as detector:
        assert detector._plugged is None
        ((span,),) = await detector.find(["jane@corp.local"], [], "en")

    assert span.label is Label.EMAIL_ADDRESS


async def test_as_shipped_names_are_found_in_plain_text() -> None:
    text = "Please call Maria Lopez about the renewal."

    async with opened_detector(Detection()) as detector:
        ((span,),) = await detector.find([text], [], "en")

    assert (text[span.start : span.end], span.label) == ("Maria Lopez", Label.PERSON)


async def test_a_package_without_its_model_does_not_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(model, "WEIGHTS", tmp_path)

    with pytest.raises(UnusableDetectorError, match="install the package anew"):
        async with opened_detector(Detection()):
            pass


async def test_patterns_known_values_and_what_is_plugged_in_are_found_together(tmp_path: Path) -> None:
    detection = Detection(
        names=Names.SPACY,
        spacy={"en": spacy_pipeline(tmp_path / "en", "jane")},
        recognizers=(Plugged("told", python=TOLD),),
        labels={"BADGE": Label.ACCOUNT_ID},
        workers=1,
    )
    text = r"J\u0061ne, B-1234, Ashdown, jane@corp.local"

    async with opened_detector(detection) as detector:
        _, spans = await detector.find(["", text], [Known("Ashdown", Label.PERSON)], "")
        assert await detector.confirm(["Jane, B-1234"]) == [[]]

    assert {(text[span.start : span.end], span.label) for span in spans} == {
        (r"J\u0061ne", Label.PERSON),
        ("B-1234", Label.ACCOUNT_ID),
        ("Ashdown", Label.PERSON),
        ("jane@corp.local", Label.EMAIL_ADDRESS),
    }


async def test_what_cannot_be_loaded_is_told_before_anybody_is_served() -> None:
    with pytest.raises(UnusableDetectorError, match="no_such_module"):
        async with opened_detector(BROKEN):
            pass
