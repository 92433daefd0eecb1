"""Images made anew: pixels pass, nothing else does, and no file can cost more than its bounds."""

import asyncio
import struct
import zlib
from base64 import b64decode
from collections.abc import AsyncIterator
from contextlib import suppress
from io import BytesIO

import pytest
import pytest_asyncio
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from gateway.adapters import pillow_pictures
from gateway.adapters.pillow_pictures import MAX_JPEG_SCANS, MAX_SIDE, MAX_WAITING, PillowPictures
from gateway.core.errors import Code, Refusal
from tests.support.pictures import FORMATS, WHERE, drawn, encoded, photo, picture

each_type = pytest.mark.parametrize("media_type", FORMATS)


@pytest_asyncio.fixture
async def pictures() -> AsyncIterator[PillowPictures]:
    adapter = PillowPictures()
    yield adapter
    adapter.close()


async def remade(pictures: PillowPictures, raw: bytes, media_type: str = "image/png") -> Image.Image:
    return Image.open(BytesIO(b64decode(await pictures.remade(picture(raw, media_type)))))


async def refused(pictures: PillowPictures, raw: bytes, media_type: str = "image/png") -> Code:
    with pytest.raises(Refusal) as caught:
        await pictures.remade(picture(raw, media_type))
    assert caught.value.param == "messages[0].content[0]"
    assert caught.value.__cause__ is None
    return caught.value.code


def png_of(width: int, height: int, pixels: bytes = b"") -> bytes:
    """A PNG whose head promises this size."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(pixels)) + chunk(b"IEND", b"")


@each_type
async def test_pixels_stay_and_every_text_beside_them_is_gone(pictures: PillowPictures, media_type: str) -> None:
    raw = photo(media_type)
    assert raw.count(WHERE.encode()) > 1

    new = await remade(pictures, raw, media_type)

    written = b64decode(await pictures.remade(picture(raw, media_type)))
    assert WHERE.encode() not in written
    assert not new.getexif()
    assert not set(new.info) & {"exif", "xmp", "comment", "icc_profile", "Author", "Comment", "Title"}
    assert (new.format, new.size) == (FORMATS[media_type], (8, 6))
    left, right = (new.convert("RGB").getpixel((x, 3)) for x in (1, 6))
    assert isinstance(left, tuple)
    assert isinstance(right, tuple)
    assert left[0] > 180 > 2 * left[2]
    assert right[2] > 180 > 2 * right[0]


async def test_a_profile_of_colours_is_a_place_for_text_and_goes(pictures: PillowPictures) -> None:
    written = BytesIO()
    drawn().save(written, format="PNG", icc_profile=WHERE.encode())

    assert "icc_profile" not in (await remade(pictures, written.getvalue())).info


async def test_a_photo_is_turned_as_its_exif_says_before_that_goes(pictures: PillowPictures) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    written = BytesIO()
    drawn().save(written, format="JPEG", exif=exif)

    assert (await remade(pictures, written.getvalue(), "image/jpeg")).size == (6, 8)


@pytest.mark.parametrize("media_type", ["image/gif", "image/webp", "image/png"])
async def test_of_a_moving_image_the_first_frame_is_left(pictures: PillowPictures, media_type: str) -> None:
    written = BytesIO()
    drawn().save(written, format=FORMATS[media_type], save_all=True, append_images=[Image.new("RGB", (8, 6))])

    assert getattr(await remade(pictures, written.getvalue(), media_type), "n_frames", 1) == 1


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16", "CMYK", "YCbCr"])
async def test_images_of_every_mode_are_written_as_somebody_sees_them(pictures: PillowPictures, mode: str) -> None:
    name = "image/jpeg" if mode in {"CMYK", "YCbCr"} else "image/png"
    written = BytesIO()
    image = Image.new("I;16", (8, 6)) if mode == "I;16" else drawn().convert(mode)
    image.save(written, format=FORMATS[name])

    new = await remade(pictures, written.getvalue(), name)

    assert new.mode in {"L", "RGB", "RGBA"}
    assert ("A" in new.mode) == (mode in {"LA", "RGBA"})


@each_type
async def test_what_is_not_the_type_that_it_claims_cannot_be_read(pictures: PillowPictures, media_type: str) -> None:
    for other in FORMATS.keys() - {media_type}:
        assert await refused(pictures, photo(other), media_type) is Code.UNINSPECTABLE


@each_type
@pytest.mark.parametrize("share", [0.1, 0.5, 0.8])
async def test_half_an_image_cannot_be_read(pictures: PillowPictures, media_type: str, share: float) -> None:
    written = BytesIO()
    noise = Image.effect_noise((64, 64), 90)
    noise.save(written, format=FORMATS[media_type])
    raw = written.getvalue()

    assert await refused(pictures, raw[: int(len(raw) * share)], media_type) is Code.UNINSPECTABLE


@pytest.mark.parametrize(
    "raw", [b"", b"%PDF-1.7", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"BM" + bytes(60), b"RIFF....WAVEfmt "]
)
@each_type
async def test_anything_else_cannot_be_read(pictures: PillowPictures, raw: bytes, media_type: str) -> None:
    assert await refused(pictures, raw, media_type) is Code.UNINSPECTABLE


@pytest.mark.parametrize("data", ["not base64!", "AAAA AAAA", "AAA", "\u00e9"])
async def test_what_is_no_base64_cannot_be_read(pictures: PillowPictures, data: str) -> None:
    asked = picture(b"")
    with pytest.raises(Refusal) as caught:
        await pictures.remade(type(asked)(0, "p", "image/png", data, is_url=False))

    assert caught.value.code is Code.UNINSPECTABLE


@pytest.mark.parametrize("size", [(MAX_SIDE + 1, 1), (1, MAX_SIDE + 1), (5_000, 5_000), (30_000, 30_000)])
async def test_a_bomb_does_not_go_off(pictures: PillowPictures, size: tuple[int, int]) -> None:
    assert await refused(pictures, png_of(*size)) in {Code.TOO_LARGE, Code.UNINSPECTABLE}


async def test_a_bomb_of_text_does_not_go_off_either(pictures: PillowPictures) -> None:
    chunk = b"Comment\0\0" + zlib.compress(bytes(200 * 1024 * 1024), 9)
    raw = photo()
    part = struct.pack(">I", len(chunk)) + b"zTXt" + chunk + struct.pack(">I", zlib.crc32(b"zTXt" + chunk))

    new = await asyncio.gather(remade(pictures, raw[:33] + part + raw[33:]), return_exceptions=True)

    assert isinstance(new[0], Refusal | Image.Image)


async def test_a_jpeg_that_goes_over_its_pixels_again_and_again_is_not_opened(pictures: PillowPictures) -> None:
    written = BytesIO()
    drawn((64, 64)).convert("L").save(written, format="JPEG", progressive=True)
    head, *scans = written.getvalue().removesuffix(b"\xff\xd9").split(b"\xff\xda")
    few, many = (b"\xff\xda".join([head, *scans, *scans[-1:] * more]) + b"\xff\xd9" for more in (20, MAX_JPEG_SCANS))

    assert (await remade(pictures, few, "image/jpeg")).size == (64, 64)
    assert await refused(pictures, many, "image/jpeg") is Code.TOO_LARGE


async def test_a_file_larger_than_allowed_is_not_opened_and_one_that_grows_does_not_leave(
    pictures: PillowPictures, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pillow_pictures, "MAX_FILE_BYTES", 1_000)
    noise = BytesIO()
    Image.effect_noise((40, 40), 90).save(noise, format="JPEG", quality=5)

    assert await refused(pictures, bytes(1_001)) is Code.TOO_LARGE
    assert len(noise.getvalue()) < 1_000
    assert await refused(pictures, noise.getvalue(), "image/jpeg") is Code.TOO_LARGE


async def test_more_at_once_than_may_wait_are_told_to_come_again(pictures: PillowPictures) -> None:
    asked = picture(photo(size=(400, 400)))

    ended = await asyncio.gather(*(pictures.remade(asked) for _ in range(MAX_WAITING + 3)), return_exceptions=True)

    refusals = [each for each in ended if isinstance(each, Refusal)]
    assert [refusal.code for refusal in refusals] == [Code.OVERLOADED] * 3
    assert await pictures.remade(asked)


@given(st.binary(max_size=400), st.sampled_from(sorted(FORMATS)), st.integers(0, 120))
def test_damaged_files_are_refused_or_made_anew_and_nothing_else_happens(
    damage: bytes, media_type: str, at: int
) -> None:
    raw = photo(media_type)
    asked = picture(raw[:at] + damage + raw[at + len(damage) :], media_type)
    new = ""
    with suppress(Refusal):
        new = pillow_pictures._remade(asked)

    assert WHERE.encode() not in b64decode(new)


async def test_the_event_loop_goes_on_meanwhile(pictures: PillowPictures) -> None:
    turns = 0
    running = asyncio.create_task(pictures.remade(picture(photo(size=(2_000, 2_000)))))
    while not running.done():
        turns += 1
        await asyncio.sleep(0.001)

    assert turns > 5
    assert encoded(b64decode(await running)) == await running


@pytest.mark.parametrize("media_type", ["image/png", "image/webp", "image/gif"])
async def test_colours_under_full_transparency_are_gone(pictures: PillowPictures, media_type: str) -> None:
    image = Image.new("RGBA", (16, 16), (0, 200, 0, 255))
    image.paste((250, 10, 20, 0), (0, 0, 16, 8))  # a picture that nobody sees
    written = BytesIO()
    options = {"image/webp": {"lossless": True, "exact": True}}.get(media_type, {})
    image.save(written, format=FORMATS[media_type], **options)

    new = (await remade(pictures, written.getvalue(), media_type)).convert("RGBA")

    hidden = [new.getpixel((x, 3)) for x in range(16)]
    assert all(isinstance(pixel, tuple) and pixel[3] == 0 and max(pixel[:3]) < 8 for pixel in hidden)
    assert new.getpixel((8, 12)) == pytest.approx((0, 200, 0, 255), abs=3)


async def test_a_pixel_has_no_more_colours_than_can_be_seen(pictures: PillowPictures) -> None:
    image = Image.new("RGBA", (256, 1))
    for red in range(256):
        image.putpixel((red, 0), (red, 0, 0, 1))
    written = BytesIO()
    image.save(written, format="PNG")

    new = await remade(pictures, written.getvalue())

    assert len({new.getpixel((x, 0)) for x in range(256)}) <= 2
