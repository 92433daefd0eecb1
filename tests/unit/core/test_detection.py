"""What runs apart is known from the settings."""

import pytest

from gateway.core.detection import Detection, Names, Plugged


@pytest.mark.parametrize(
    ("detection", "is_plugged"),
    [
        (Detection(), False),
        (Detection(names=Names.UNSAFE_NONE), False),
        (Detection(names=Names.SPACY), True),
        (Detection(names=Names.TRANSFORMERS), True),
        (Detection(recognizers=(Plugged("x", python="m:C"),)), True),
    ],
)
def test_engines_and_recognizers_of_others_are_plugged_in(detection: Detection, *, is_plugged: bool) -> None:
    assert detection.is_plugged is is_plugged
