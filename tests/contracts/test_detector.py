"""The detector's contract, for each adapter."""

import pytest

from gateway.ports.detector import Detector
from tests.contracts.detector import DetectorContract
from tests.support.detection import detector as presidio_detector
from tests.support.detection import shipped_detector


class TestPresidioDetector(DetectorContract):
    @pytest.fixture
    def detector(self) -> Detector:
        return presidio_detector()


class TestShippedDetector(DetectorContract):
    @pytest.fixture
    def detector(self) -> Detector:
        return shipped_detector()

    async def test_names_are_found_without_being_known(self, detector: Detector) -> None:
        text = "Please call Maria Lopez about the renewal."
        [spans] = await detector.find([text], [], "en")

        assert [text[span.start : span.end] for span in spans] == ["Maria Lopez"]
