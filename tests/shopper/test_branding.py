"""Logos are painted anew or refused; colours are #rrggbb or nothing."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image, PngImagePlugin

from shopper.branding import (
    COVER_PIXELS,
    LARGEST_BYTES,
    BadLogo,
    contrast,
    is_colour,
    is_readable,
    read_cover,
    read_logo,
)


def picture(kind: str, size: tuple[int, int] = (300, 100), mode: str = "RGB", **more: object) -> bytes:
    target = io.BytesIO()
    Image.new(mode, size, "#0c5d4b" if mode in ("RGB", "RGBA") else 0).save(target, kind, **more)
    return target.getvalue()


def refused(content: bytes) -> str:
    with pytest.raises(BadLogo) as bad:
        read_logo(content)
    return bad.value.code


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_it_paints_png_and_jpeg_anew(kind: str) -> None:
    made = read_logo(picture(kind))
    with Image.open(io.BytesIO(made)) as logo:
        assert (logo.format, logo.size) == ("PNG", (300, 100))
    assert made == read_logo(picture(kind))


def test_it_shrinks_to_eight_hundred_pixels() -> None:
    with Image.open(io.BytesIO(read_logo(picture("PNG", (3000, 1500))))) as logo:
        assert logo.size == (800, 400)


def test_it_keeps_what_is_transparent() -> None:
    target = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(target, "PNG")
    with Image.open(io.BytesIO(read_logo(target.getvalue()))) as logo:
        assert logo.convert("RGBA").getpixel((5, 5)) == (0, 0, 0, 0)


@pytest.mark.parametrize("mode", ["L", "1", "P", "CMYK", "LA"])
def test_it_takes_every_mode(mode: str) -> None:
    assert read_logo(picture("JPEG" if mode == "CMYK" else "PNG", mode=mode))


def test_nothing_but_the_pixels_survives() -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", "made by Maija at home")
    exif = Image.Exif()
    exif[0x010E] = "made by Maija at home"
    for content in (picture("PNG", pnginfo=notes), picture("JPEG", exif=exif, comment=b"made by Maija at home")):
        assert b"Maija" in content
        assert b"Maija" not in read_logo(content + b"<script>tail</script>")
        assert b"script" not in read_logo(content + b"<script>tail</script>")


def test_it_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    with Image.open(io.BytesIO(read_logo(picture("JPEG", (300, 100), exif=exif)))) as logo:
        assert logo.size == (100, 300)


@pytest.mark.parametrize("kind", ["GIF", "TIFF", "BMP", "WEBP", "PDF", "EPS", "ICO"])
def test_other_kinds_of_picture_are_refused(kind: str) -> None:
    assert refused(picture(kind)) == "not_a_picture"


@pytest.mark.parametrize(
    "content",
    [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"http://127.0.0.1/x.png"],
)
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    assert refused(content) == "not_a_picture"


def test_a_cut_picture_is_refused() -> None:
    for kind in ("PNG", "JPEG"):
        noise = Image.effect_noise((400, 400), 90).convert("RGB")
        target = io.BytesIO()
        noise.save(target, kind)
        assert refused(target.getvalue()[: len(target.getvalue()) // 2]) == "not_a_picture"


def test_nothing_and_too_much_are_refused() -> None:
    assert refused(b"") == "empty"
    assert refused(b"\x89PNG\r\n\x1a\n" + b"0" * LARGEST_BYTES) == "too_large"


@pytest.mark.parametrize(
    ("size", "code"), [((1, 20_000), "odd_shape"), ((8, 8), "odd_shape"), ((9_000, 9_000), "too_many_pixels")]
)
def test_odd_sizes_are_refused(size: tuple[int, int], code: str) -> None:
    assert refused(picture("PNG", size, mode="1")) == code


def test_a_header_that_lies_is_refused() -> None:
    head = struct.pack(">IIBBBBB", 65_500, 65_500, 8, 2, 0, 0, 0)
    chunks = (b"IHDR", head), (b"IDAT", zlib.compress(b"0" * 100))
    parts = [
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks
    ]
    assert refused(b"\x89PNG\r\n\x1a\n" + b"".join(parts)) == "too_many_pixels"


@pytest.mark.parametrize(
    ("text", "fits"),
    [("#0c5d4b", True), ("#0C5D4B", False), ("0c5d4b", False), ("#fff", False), ("red", False), ("#0c5d4b;", False),
     ("red;}*{display:none}", False), ("url(//x)", False), ("#0c5d4b\n", False), ("var(--x)", False)],
)  # fmt: skip
def test_a_colour_is_six_digits_and_nothing_else(text: str, fits: bool) -> None:
    assert is_colour(text) is fits


def test_contrast_is_counted_as_the_guidelines_do() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54
    assert is_readable("#767676") and not is_readable("#777777")


@pytest.mark.parametrize("size", [(3000, 1000), (1000, 3000), (1240, 762), (90, 80)])
def test_a_cover_is_the_middle_of_its_picture_in_the_shape_of_the_page(size: tuple[int, int]) -> None:
    made = read_cover(picture("JPEG", size))
    with Image.open(io.BytesIO(made)) as cover:
        assert (cover.format, cover.size) == ("JPEG", COVER_PIXELS)
    assert made == read_cover(picture("JPEG", size))


def test_what_is_see_through_on_a_cover_is_paper() -> None:
    target = io.BytesIO()
    Image.new("RGBA", (400, 300), (0, 0, 0, 0)).save(target, "PNG")
    with Image.open(io.BytesIO(read_cover(target.getvalue()))) as cover:
        assert cover.getpixel((600, 300)) == (255, 255, 255)


@pytest.mark.parametrize("content", [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", picture("GIF", mode="L")])
def test_a_cover_of_another_kind_is_refused(content: bytes) -> None:
    with pytest.raises(BadLogo):
        read_cover(content)
