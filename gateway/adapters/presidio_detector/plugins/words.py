"""Words without a language model, for recognizers that need nothing but the context words around a find.

Presidio's no-op engine has no words at all, so that a recognizer's `context` would count for nothing; its slim engine wants a
model to be downloaded. Here a word's lemma is the word in lower case.
"""

from __future__ import annotations

from collections.abc import Sequence

import spacy
from presidio_analyzer.nlp_engine import NlpArtifacts, SlimSpacyNlpEngine
from spacy.language import Language
from spacy.tokens import Doc

_ANY_LANGUAGE = "xx"


class WordsEngine(SlimSpacyNlpEngine):
    """Presidio's slim engine on spaCy's blank pipelines: a tokenizer for each language, and nothing to install."""

    nlp: dict[str, Language] | None  # type: ignore[assignment]  # Presidio's says None alone

    def __init__(self, languages: Sequence[str]) -> None:
        """For these languages; one that spaCy does not know is split as any language is."""
        super().__init__(models=[{"lang_code": each, "model_name": "blank"} for each in languages], auto_download=False)

    def load(self) -> None:
        """Make the pipelines."""
        self.nlp = {each["lang_code"]: _blank(each["lang_code"]) for each in self.models}

    def get_nlp(self, language: str) -> Language:
        """The pipeline, by the name that spaCy's engine has for it."""
        if self.nlp is None:
            msg = "the pipelines are not made yet"
            raise ValueError(msg)
        return self.nlp[language]

    def _doc_to_nlp_artifact(self, doc: Doc, language: str) -> NlpArtifacts:
        indices, lemmas = [token.idx for token in doc], [token.lower_ for token in doc]
        return NlpArtifacts(
            entities=[], tokens=doc, tokens_indices=indices, lemmas=lemmas, nlp_engine=self, language=language
        )


def _blank(language: str) -> Language:
    try:
        return spacy.blank(language)
    except ImportError:
        return spacy.blank(_ANY_LANGUAGE)
