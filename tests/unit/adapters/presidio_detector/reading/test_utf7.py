"""UTF-7 reads as its characters; a plus between other words stays."""

import pytest

from gateway.adapters.presidio_detector.reading import utf7
from tests.support.disguises import edits, read


@pytest.mark.parametrize("name", ["jo@acme.com", "josé@acme.com", "ünal@acme.com"])
def test_coded_characters_are_read(name: str) -> None:
    written = name.replace("@", "+AEA-").replace("é", "+AOk-").replace("ü", "+APw-")

    assert read(utf7.decoded, utf7.TRIGGERS, f"to {written} x") == f"to {name} x"


def test_several_in_a_row_are_read() -> None:
    assert read(utf7.decoded, utf7.TRIGGERS, "a +AGEAYgBj- b") == "a abc b"


@pytest.mark.parametrize("text", ["jo+abc-def@acme.com", "A+Audio-Video", "1+1-2", "jo+AAA-x"])
def test_what_is_no_text_stays(text: str) -> None:
    assert edits(utf7.decoded, utf7.TRIGGERS, text) == []
