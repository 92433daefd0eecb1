"""The gateway has Presidio without spaCy: a third of its start and of its memory."""

import subprocess
import sys


def test_nothing_of_spacy_is_there_not_even_a_stand_in() -> None:
    script = """
import sys
from gateway.adapters.presidio_detector import opening
print({"presidio_analyzer", "spacy", "thinc", "tldextract", "requests"} & {name.split(".")[0] for name in sys.modules})
"""

    out = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout

    assert out == "{'presidio_analyzer'}\n"
