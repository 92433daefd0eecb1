"""Whoever wants spaCy after Presidio came without it has it all the same."""

import subprocess
import sys

IMPORTED = """
import sys
import gateway.adapters.presidio_detector.presidio
import presidio_analyzer
from presidio_analyzer.nlp_engine import NoOpNlpEngine, TransformersNlpEngine
"""


def said(script: str) -> str:
    return subprocess.run([sys.executable, "-c", IMPORTED + script], capture_output=True, text=True, check=True).stdout


def test_presidios_own_engine_finds_spacy_once_it_runs() -> None:
    script = """
engine = NoOpNlpEngine([{"lang_code": "en", "model_name": "none"}])
engine.load()
import spacy
print(isinstance(engine.process_text("text", "en").tokens, spacy.tokens.Doc), hasattr(spacy, "blank"))
"""
    assert said(script) == "True True\n"


def test_a_class_made_from_a_stand_in_is_none_to_make() -> None:
    script = """
from presidio_analyzer.nlp_engine.huggingface_token_pipe import HuggingFaceTokenPipe
try:
    HuggingFaceTokenPipe()
except KeyError:
    print("refused")
"""
    assert said(script) == "refused\n"


def test_an_expression_is_tried_again_from_then_on() -> None:
    script = """
try:
    presidio_analyzer.Pattern("broken", "(", 0.5)
except ValueError:
    print("refused")
"""
    assert said(script) == "refused\n"


def test_spacy_that_is_there_already_is_left_in_place() -> None:
    script = (
        "import spacy\nfrom gateway.adapters.presidio_detector import presidio\nprint(spacy is sys.modules['spacy'])"
    )

    out = subprocess.run([sys.executable, "-c", f"import sys\n{script}"], capture_output=True, text=True, check=True)

    assert out.stdout == "True\n"
