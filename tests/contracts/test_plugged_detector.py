"""The detector's contract, with an engine, a class and a registry plugged in: one pool of workers for all tests."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from gateway.adapters.presidio_detector.opening import opened_detector
from gateway.core.detection import Detection, Names, Plugged
from gateway.core.entities import Label
from gateway.ports.detector import Detector
from tests.contracts.detector import DetectorContract
from tests.support.pipelines import registry, spacy_pipeline
from tests.support.recognizers import TOLD

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def plugged(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Detector]:
    folder = tmp_path_factory.mktemp("plugged")
    models = {
        "en": spacy_pipeline(folder / "en", "jane"),
        "de": spacy_pipeline(folder / "de", "jutta", language="de"),
    }
    detection = Detection(
        names=Names.SPACY,
        languages=("en", "de"),
        spacy=models,
        recognizers=(Plugged("told", python=TOLD), Plugged("house", registry=registry(folder))),
        labels={"BADGE": Label.ACCOUNT_ID, "ROOM": None},
    )
    async with opened_detector(detection) as opened:
        yield opened


class TestPluggedDetector(DetectorContract):
    @pytest.fixture
    def detector(self, plugged: Detector) -> Detector:
        return plugged
