"""`python -m shopper.clean_copy`: a photo on standard input becomes a clean JPEG on standard output.

On the first line of the input stand the masks as JSON ([[x, y, width, height], …], shares of the upright picture),
then the photo's bytes. Clean: upright, at most 2000 pixels a side, only the pixels, and black where a mask lies.
Nothing of the camera, the place, comments, thumbnails or what hangs behind the picture survives, because the pixels
are painted into a new image; nothing under a mask does, because the black is painted over the pixels before they are
encoded.
Runs as a child with limits on
time and memory; ends with 1 where the bytes cannot be opened. Before the JPEG comes a line of JSON with width, height
and fingerprint.
"""

from __future__ import annotations

import io
import json
import math
import resource
import sys
import warnings
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFile, ImageOps
from pillow_heif import register_heif_opener

LONGEST_SIDE = 2000
QUALITY = 82
_FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
_MOST_PIXELS = 60_000_000


def clean_copy(original: bytes, masks: Sequence[Sequence[float]] = ()) -> tuple[dict[str, str | int], bytes]:
    """(facts, JPEG bytes) of a photo; the fingerprint is that of the picture without masks.

    Raises OSError, ValueError or Image errors for what is no whole photo.
    """
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    with Image.open(io.BytesIO(original), formats=_FORMATS) as opened:
        if opened.format == "JPEG":
            # Lets the decoder skip detail that the copy will not have: half the time for a large photo.
            opened.draft("RGB", (LONGEST_SIDE * 2, LONGEST_SIDE * 2))
        opened.load()
        if max(opened.size) > LONGEST_SIDE:
            opened.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.BICUBIC, reducing_gap=1.5)
        upright = ImageOps.exif_transpose(opened)
        pixels = _flattened(upright)
    facts: dict[str, str | int] = {
        "width": pixels.width, "height": pixels.height, "fingerprint": fingerprint(pixels)
    }  # fmt: skip
    _cover(pixels, masks)
    target = io.BytesIO()
    pixels.save(target, "JPEG", quality=QUALITY, optimize=True)
    return facts, target.getvalue()


def _flattened(image: Image.Image) -> Image.Image:
    """A new RGB image with the same pixels on white, and nothing else of the old one."""
    fresh = Image.new("RGB", image.size, "white")
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        with_alpha = image.convert("RGBA")
        fresh.paste(with_alpha, mask=with_alpha.getchannel("A"))
    else:
        fresh.paste(image.convert("RGB"))
    return fresh


def _cover(pixels: Image.Image, masks: Sequence[Sequence[float]]) -> None:
    """Paint the boxes black, outwards to whole pixels, so that no edge of a letter stays at a mask's side."""
    draw = ImageDraw.Draw(pixels)
    for x, y, width, height in masks:
        left, top = math.floor(x * pixels.width), math.floor(y * pixels.height)
        right, foot = math.ceil((x + width) * pixels.width), math.ceil((y + height) * pixels.height)
        draw.rectangle((left, top, right, foot), fill="black")


def fingerprint(image: Image.Image) -> str:
    """Difference hash: 64 bits of "brighter than its right neighbour" on a 9 × 8 grey thumbnail, as hex.

    Stays the same when a photo is shrunk, recompressed or brightened.
    """
    grey = image.convert("L").resize((9, 8), Image.Resampling.BOX)
    levels = grey.tobytes()
    bits = [levels[row * 9 + column] > levels[row * 9 + column + 1] for row in range(8) for column in range(8)]
    return f"{sum(bit << place for place, bit in enumerate(bits)):016x}"


def main() -> int:
    resource.setrlimit(resource.RLIMIT_CPU, (30, 30))
    resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
    register_heif_opener()
    try:
        masks = json.loads(sys.stdin.buffer.readline())
        facts, copy = clean_copy(sys.stdin.buffer.read(), masks)
    except Exception as trouble:
        sys.stderr.write(type(trouble).__name__)
        return 1
    sys.stdout.buffer.write(json.dumps(facts).encode() + b"\n" + copy)
    return 0


if __name__ == "__main__":
    sys.exit(main())
