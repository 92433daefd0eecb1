"""Presidio's analyzer as it comes: with its pattern recognizers alone, or with a spaCy pipeline for names too.

Imports nothing of the gateway, so that it runs in the environment of LiteLLM as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import cast

import spacy
import tldextract.tldextract
from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine, SpacyNlpEngine
from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc
from spacy.vocab import Vocab

ENGLISH = ("en",)
ONTONOTES = (
    "CARDINAL",
    "DATE",
    "EVENT",
    "FAC",
    "GPE",
    "LANGUAGE",
    "LAW",
    "LOC",
    "MONEY",
    "NORP",
    "ORDINAL",
    "ORG",
    "PERCENT",
    "PERSON",
    "PRODUCT",
    "QUANTITY",
    "TIME",
    "WORK_OF_ART",
)


class NoModel(NlpEngine):
    """An engine that knows no words: patterns need none."""

    def __init__(self, languages: Sequence[str]) -> None:
        self._languages = list(languages)

    def load(self) -> None:
        """Nothing to load."""

    def is_loaded(self) -> bool:
        """Always: there is nothing to load."""
        return True

    def process_text(self, text: str, language: str) -> NlpArtifacts:
        """No entities, no words."""
        return NlpArtifacts([], Doc(Vocab()), [], [], self, language)

    def process_batch(
        self, texts: Iterable[str], language: str, batch_size: int = 1, n_process: int = 1, **kwargs: object
    ) -> Iterator[tuple[str, NlpArtifacts]]:
        """The same for each text."""
        return ((text, self.process_text(text, language)) for text in texts)

    def is_stopword(self, word: str, language: str) -> bool:
        """No word is known as one."""
        return False

    def is_punct(self, word: str, language: str) -> bool:
        """No word is known as one."""
        return False

    def get_supported_entities(self) -> list[str]:
        """None: all entities come from patterns."""
        return []

    def get_supported_languages(self) -> list[str]:
        """Those it was made for."""
        return self._languages


def patterns(languages: Sequence[str] = ENGLISH) -> AnalyzerEngine:
    """The predefined recognizers of these languages that work by pattern."""
    return _engine(NoModel(languages), languages, without=("SpacyRecognizer",))


def _engine(model: NlpEngine, languages: Sequence[str], without: Sequence[str]) -> AnalyzerEngine:
    # The e-mail recogniser looks up public suffixes over the network, unless it is told to use its own list.
    tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=())
    registry = RecognizerRegistry(supported_languages=list(languages))
    registry.load_predefined_recognizers(languages=list(languages))
    for name in without:
        registry.remove_recognizer(name)
    return AnalyzerEngine(registry=registry, nlp_engine=model, supported_languages=list(languages))


def patterns_and_names() -> AnalyzerEngine:
    """The same with names by a spaCy pipeline of the size of the small English one, its weights random: for timing only."""
    # Presidio reads a pipeline from an installed package; here it is handed one that was built on the spot.
    model = SpacyNlpEngine(models=[{"lang_code": "en", "model_name": "random weights"}])
    model.nlp = {"en": random_pipeline()}  # type: ignore[assignment]  # declared as the None that it is before load()
    return _engine(model, ENGLISH, without=())


def random_pipeline() -> Language:
    """Word vectors by a convolutional network (96 wide, 4 deep) and an entity recogniser on them, as in `en_core_web_sm`.

    The real one tags and parses besides, which Presidio runs too: this costs less than the real one.
    """
    pipeline = spacy.blank("en")
    names = cast("EntityRecognizer", pipeline.add_pipe("ner"))
    for label in ONTONOTES:
        names.add_label(label)
    pipeline.initialize()
    return pipeline
