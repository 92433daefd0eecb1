"""The network's tags."""

from gateway.adapters.presidio_detector.ner.tags import LABELS, TAGS
from gateway.core.entities import Label


def test_every_label_has_its_two_tags() -> None:
    assert set(LABELS) == set(Label)
    assert 1 + 2 * len(set(LABELS)) == TAGS
