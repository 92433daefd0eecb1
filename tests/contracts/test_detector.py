"""The detector's contract, for each adapter."""

import pytest

from gateway.ports.detector import Detector
from tests.contracts.detector import DetectorContract
from tests.support.detection import detector as presidio_detector


class TestPresidioDetector(DetectorContract):
    @pytest.fixture
    def detector(self) -> Detector:
        return presidio_detector()
