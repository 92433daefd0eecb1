"""Text inside of data is read; data that is no text stays."""

import base64
import hashlib

import pytest

from gateway.adapters.presidio_detector.reading import blobs
from gateway.adapters.presidio_detector.reading.rewriting import Rewriting
from gateway.adapters.presidio_detector.reading.views import Undo
from tests.support.disguises import edits

VALUE = "jane.doe@example.com"
FORMS: dict[str, tuple[Undo, tuple[str, ...], str]] = {
    "base64": (blobs.tokens, blobs.TOKEN_TRIGGERS, base64.b64encode(VALUE.encode()).decode()),
    "unpadded": (blobs.tokens, blobs.TOKEN_TRIGGERS, base64.urlsafe_b64encode(VALUE.encode()).decode().rstrip("=")),
    "wide": (blobs.tokens, blobs.TOKEN_TRIGGERS, base64.b64encode(VALUE.encode("utf-16-le")).decode()),
    "base32": (blobs.tokens, blobs.TOKEN_TRIGGERS, base64.b32encode(VALUE.encode()).decode()),
    "hexadecimal": (blobs.tokens, blobs.TOKEN_TRIGGERS, VALUE.encode().hex()),
    "pairs": (blobs.pairs, blobs.PAIR_TRIGGERS, VALUE.encode().hex(":")),
    "0x": (blobs.pairs, blobs.PAIR_TRIGGERS, " ".join(f"0x{octet:02x}" for octet in VALUE.encode())),
    "numbers": (blobs.numbers, blobs.NUMBER_TRIGGERS, ", ".join(str(octet) for octet in VALUE.encode())),
    "calls": (blobs.calls, blobs.CALL_TRIGGERS, ".".join(f"chr({octet})" for octet in VALUE.encode())),
    "list in a call": (
        blobs.calls,
        blobs.CALL_TRIGGERS,
        f"String.fromCharCode({','.join(str(octet) for octet in VALUE.encode())})",
    ),
    "bits": (blobs.bits, blobs.BIT_TRIGGERS, " ".join(f"{octet:08b}" for octet in VALUE.encode())),
}


@pytest.mark.parametrize("form", FORMS)
def test_text_in_a_blob_is_read_and_the_blob_is_one_edit(form: str) -> None:
    undo, triggers, blob = FORMS[form]
    text = f"mail {blob} now"
    found = edits(undo, triggers, text)

    assert Rewriting(text, found).text.split() == ["mail", VALUE, "now"]
    assert [text[edit.start : edit.end].rstrip() for edit in found] == [blob]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (
            "see data:text/csv;base64,amFuZS5kb2VAZXhhbXBsZS5jb20= ok",
            "data:text/csv;base64,amFuZS5kb2VAZXhhbXBsZS5jb20=",
        ),
        ("see https://x.example/leads/amFuZS5kb2VAZXhhbXBsZS5jb20/open ok", "amFuZS5kb2VAZXhhbXBsZS5jb20"),
        ("see =?utf-8?B?amFuZS5kb2VAZXhhbXBsZS5jb20=?= ok", "=?utf-8?B?amFuZS5kb2VAZXhhbXBsZS5jb20=?="),
        ("see token=amFuZS5kb2VAZXhhbXBsZS5jb20= ok", "amFuZS5kb2VAZXhhbXBsZS5jb20="),
    ],
)
def test_a_blob_is_found_inside_of_addresses_with_the_sign_that_says_so(text: str, masked: str) -> None:
    [edit] = edits(blobs.tokens, blobs.TOKEN_TRIGGERS, text)

    assert text[edit.start : edit.end] == masked
    assert edit.text.strip() == VALUE


@pytest.mark.parametrize(
    "text",
    [
        "internationalization, incomprehensibility and counterrevolutionaries",
        "build 9fceb02d0ae598e95dc970b74767f19372d61af8",
        "id 3f2b8c1e-55aa-4b7d-9f10-0c2d4e6f8a9b",
        "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7",
        "at 09:00, 09:30, 10:15, 11:45 and 14:05",
        "weights 12, 144, 172, 20, 10, 14",
    ],
)
def test_data_that_is_no_text_stays(text: str) -> None:
    for undo, triggers, _ in FORMS.values():
        assert edits(undo, triggers, text) == []


def test_digests_are_hardly_ever_text() -> None:
    digests = [hashlib.sha256(bytes([number])) for number in range(256)]
    texts = [text for each in digests for text in (each.hexdigest(), base64.b64encode(each.digest()).decode())]

    # Between two slashes nine bytes may be printable by chance.
    assert sum(bool(edits(blobs.tokens, blobs.TOKEN_TRIGGERS, text)) for text in texts) <= len(texts) // 200
