"""The Pictures port with Pillow, on one thread of its own: one image at a time is unpacked, however many calls bring one.

The size is known from the head of the file and bounded before a pixel is unpacked, so no bomb goes off. Pixels are pasted into an
image that was empty, so that no EXIF, text chunk, comment, colour profile, further frame or trailing byte can come along.
"""

from __future__ import annotations

import asyncio
from base64 import b64decode, b64encode
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from types import MappingProxyType
from typing import Any

from PIL import Image, ImageOps

from gateway.core.call import Picture
from gateway.core.errors import Code, Refusal

MAX_FILE_BYTES = 8 * 1024 * 1024
"""Of an image as it comes, and as it goes."""
MAX_PIXELS = 16_000_000
"""A telephone's photo; 64 MB when unpacked."""
MAX_SIDE = 8_192
MAX_JPEG_SCANS = 100
"""A progressive JPEG has some ten. Each goes over all pixels, and one of 30 bytes takes 3 ms: 8 MB of them, a quarter hour."""
MAX_WAITING = 16

_BEGINS_SCAN = b"\xff\xda"
_FORMATS: Mapping[str, tuple[str, Mapping[str, Any]]] = MappingProxyType(
    {
        "image/jpeg": ("JPEG", {"quality": 85}),
        "image/png": ("PNG", {"compress_level": 3}),
        "image/webp": ("WEBP", {"quality": 85, "method": 2}),
        "image/gif": ("GIF", {}),
    }
)
"""Media type → Pillow's name, and how it is written."""


class PillowPictures:
    """Implements the `Pictures` port."""

    def __init__(self) -> None:
        """The thread starts with the first image."""
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="pictures")
        self._waiting = 0

    async def remade(self, picture: Picture) -> str:
        """See the port."""
        if self._waiting >= MAX_WAITING:
            raise Refusal(Code.OVERLOADED, retry_after_seconds=1)
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, _remade, picture)
        finally:
            self._waiting -= 1

    def close(self) -> None:
        """Begin no further image."""
        self._thread.shutdown(wait=False, cancel_futures=True)


def _remade(picture: Picture) -> str:
    name, options = _FORMATS[picture.media_type]
    try:
        raw = b64decode(picture.data, validate=True)
        _check(is_within=len(raw) <= MAX_FILE_BYTES)
        _check(is_within=name != "JPEG" or raw.count(_BEGINS_SCAN) <= MAX_JPEG_SCANS)
        pixels = _pixels(raw, name)
    except Refusal as refusal:
        raise Refusal(refusal.code, param=picture.path) from None
    except Exception:  # noqa: BLE001 - decoders of damaged files raise whatever comes to them, with parts of the file in it
        raise Refusal(Code.UNINSPECTABLE, param=picture.path) from None
    written = BytesIO()
    pixels.save(written, format=name, **options)
    if written.tell() > MAX_FILE_BYTES:
        raise Refusal(Code.TOO_LARGE, param=picture.path)
    return b64encode(written.getvalue()).decode("ascii")


def _pixels(raw: bytes, name: str) -> Image.Image:
    """The first frame as somebody sees it who opens the file, and nothing else of it."""
    with Image.open(BytesIO(raw), formats=(name,)) as opened:
        width, height = opened.size
        _check(is_within=max(width, height) <= MAX_SIDE and width * height <= MAX_PIXELS)
        opened.load()
        upright = ImageOps.exif_transpose(opened)
    mode = _mode(upright, name)
    fresh = Image.new(mode, upright.size)
    fresh.paste(_seen(upright.convert(mode)))
    return fresh


def _seen(image: Image.Image) -> Image.Image:
    """The image with no more colour in a pixel than shows: under full transparency there may stand a picture that nobody sees."""
    return image.convert("RGBa").convert("RGBA") if image.mode == "RGBA" else image


def _mode(image: Image.Image, name: str) -> str:
    if image.has_transparency_data and name != "JPEG":
        return "RGBA"
    return "L" if image.mode in {"1", "L"} else "RGB"


def _check(*, is_within: bool) -> None:
    if not is_within:
        raise Refusal(Code.TOO_LARGE)
