"""Images as people have them, with everything that travels in a file beside its pixels; and a port for calls that bring none."""

from base64 import b64encode
from io import BytesIO
from typing import Any

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from gateway.core.call import Picture

WHERE = "41.9028N 12.4964E of Jonquil Ashdown"
"""Stands in every place of a file that holds text."""
FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP", "image/gif": "GIF"}


class NoPictures:
    """For calls of texts alone."""

    async def remade(self, picture: Picture) -> str:
        raise AssertionError("no picture was in the call")


def photo(media_type: str = "image/png", size: tuple[int, int] = (8, 6), *, text: str = WHERE) -> bytes:
    """An image with `text` in EXIF, XMP, comment and text chunks, as far as its type has them, and bytes behind its end."""
    exif = Image.Exif()
    exif[0x010E] = text  # ImageDescription
    exif[0x013B] = text  # Artist
    chunks = PngInfo()
    chunks.add_text("Author", text)
    chunks.add_text("Comment", text, zip=True)
    chunks.add_itxt("Title", text)
    name = FORMATS[media_type]
    options: dict[str, dict[str, Any]] = {
        "JPEG": {"exif": exif, "comment": text, "xmp": text.encode()},
        "PNG": {"exif": exif, "pnginfo": chunks},
        "WEBP": {"exif": exif, "xmp": text.encode(), "lossless": True},
        "GIF": {"comment": text.encode()},
    }
    written = BytesIO()
    drawn(size).save(written, format=name, **options[name])
    return written.getvalue() + text.encode()


def drawn(size: tuple[int, int] = (8, 6)) -> Image.Image:
    """Left half red, right half blue."""
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    return image


def encoded(raw: bytes) -> str:
    """Base64, as it stands in a body."""
    return b64encode(raw).decode("ascii")


def picture(raw: bytes, media_type: str = "image/png") -> Picture:
    """The picture of a call that such a body makes."""
    return Picture(0, "messages[0].content[0]", media_type, encoded(raw), is_url=False)
