"""What the gateway's own process has of Presidio. Others import it here, so that it is imported without what is never run."""

from __future__ import annotations

from gateway.adapters.presidio_detector.lean import lean

with lean():
    from presidio_analyzer import (
        AnalyzerEngine,
        LocalRecognizer,
        Pattern,
        PatternRecognizer,
        RecognizerRegistry,
        RecognizerResult,
        predefined_recognizers,
    )
    from presidio_analyzer.nlp_engine import NlpArtifacts, NoOpNlpEngine
    from presidio_analyzer.predefined_recognizers.generic.iban_patterns import regex_per_country

__all__ = [
    "AnalyzerEngine",
    "LocalRecognizer",
    "NlpArtifacts",
    "NoOpNlpEngine",
    "Pattern",
    "PatternRecognizer",
    "RecognizerRegistry",
    "RecognizerResult",
    "predefined_recognizers",
    "regex_per_country",
]
