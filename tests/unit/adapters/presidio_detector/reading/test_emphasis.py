"""Signs of Markdown inside of a value read as nothing."""

from gateway.adapters.presidio_detector.reading import emphasis
from tests.support.disguises import edits, read


def test_every_sign_reads_as_nothing() -> None:
    assert read(emphasis.without, emphasis.TRIGGERS, "_AKI_`A25C`_WG_K6**ICXQ**~~AQB~~IK") == "AKIA25CWGK6ICXQAQBIK"


def test_an_underscore_of_the_value_itself_may_stay() -> None:
    written = "gh**p_Gt**0 by _Jane_"

    assert read(emphasis.without_but_joining, emphasis.TRIGGERS, written) == "ghp_Gt0 by Jane"


def test_text_without_emphasis_has_no_edits() -> None:
    assert edits(emphasis.without, emphasis.TRIGGERS, "2 * 3 = 6, ~40 items") == []
