"""Images in a body: base64 of four types, and no address whatever."""

import pytest

from gateway.core.call import Picture
from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.wires.images import MEDIA_TYPES, ImageSource, ImageUrl
from gateway.core.wires.schema import MAX_PICTURES, Walk

BASE64 = {"type": "base64", "media_type": "image/png", "data": "AAAA"}


@pytest.mark.parametrize("media_type", sorted(MEDIA_TYPES))
def test_a_data_url_is_a_picture_and_comes_out_as_one(media_type: str) -> None:
    walk = Walk()

    picture = ImageUrl().read(f"data:{media_type};base64,AAAA", "at", walk)

    assert isinstance(picture, Picture)
    assert (picture.media_type, picture.data, picture.path) == (media_type, "AAAA", "at")
    assert picture.rendered("BBBB") == f"data:{media_type};base64,BBBB"
    assert walk.pictures == [picture]


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/a.png",
        "http://127.0.0.1/",
        "file:///etc/passwd",
        "",
        "data:image/svg+xml;base64,AAAA",
        "data:application/pdf;base64,AAAA",
        "data:text/html;base64,AAAA",
        "data:image/png,AAAA",
        "DATA:image/png;base64,AAAA",
        " data:image/png;base64,AAAA",
        "data:image/png;name=jane.doe@example.org;base64,AAAA",
        "data:image/tiff;base64,AAAA",
    ],
)
def test_any_other_address_is_uninspectable(url: str) -> None:
    with pytest.raises(Refusal) as caught:
        ImageUrl().read(url, "at", Walk())

    assert (caught.value.code, caught.value.param) == (Code.UNINSPECTABLE, "at")


def test_anthropics_source_is_a_picture_and_comes_out_as_base64_alone() -> None:
    source = ImageSource().read({**BASE64}, "at", Walk())

    assert isinstance(source, dict)
    picture = source["data"]
    assert isinstance(picture, Picture)
    assert (picture.rendered("BBBB"), picture.path) == ("BBBB", "at.data")
    assert (source["type"], source["media_type"]) == ("base64", "image/png")


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ({"type": "url", "url": "https://example.com/a.png"}, Code.UNINSPECTABLE),
        ({"type": "file", "file_id": "f"}, Code.UNINSPECTABLE),
        ({**BASE64, "media_type": "application/pdf"}, Code.UNINSPECTABLE),
        ({"type": "base64", "data": "AAAA"}, Code.UNINSPECTABLE),
        ({**BASE64, "url": "https://example.com"}, Code.PARAMETER_REFUSED),
        ({**BASE64, "data": None}, Code.INVALID_REQUEST),
        ("AAAA", Code.INVALID_REQUEST),
    ],
)
def test_any_other_source_is_refused(source: JsonValue, code: Code) -> None:
    with pytest.raises(Refusal) as caught:
        ImageSource().read(source, "at", Walk())

    assert caught.value.code is code


def test_there_is_an_end_to_pictures() -> None:
    walk = Walk()
    given: JsonObject = {**BASE64}
    for _ in range(MAX_PICTURES):
        ImageSource().read(given, "at", walk)

    with pytest.raises(Refusal) as caught:
        ImageSource().read(given, "at", walk)

    assert caught.value.code is Code.TOO_LARGE


def test_what_a_url_is_must_be_text() -> None:
    with pytest.raises(Refusal) as caught:
        ImageUrl().read(7, "at", Walk())

    assert caught.value.code is Code.INVALID_REQUEST
