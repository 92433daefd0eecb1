"""Words for context, without any model."""

from gateway.adapters.presidio_detector.plugins.words import WordsEngine


def test_lemmas_are_the_words_in_lower_case() -> None:
    engine = WordsEngine(["en", "qq"])
    engine.load()

    for language in ("en", "qq"):
        artifacts = engine.process_text("His Badge: B-1", language)

        assert [lemma for lemma in artifacts.lemmas if lemma.isalpha()][:2] == ["his", "badge"]
        assert artifacts.entities == []
        assert engine.get_nlp(language) is not None
