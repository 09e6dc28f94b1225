"""`python -m shopper.clean_copy`: a photo on standard input becomes a clean JPEG on standard output.

Clean: upright, at most 2000 pixels a side, only the pixels. Nothing of the camera, the place, comments, thumbnails or
what hangs behind the picture survives, because the pixels are painted into a new image. Runs as a child with limits on
time and memory; ends with 1 where the bytes cannot be opened. Before the JPEG comes a line of JSON with width, height
and fingerprint.
"""

from __future__ import annotations

import io
import json
import resource
import sys
import warnings

from PIL import Image, ImageFile, ImageOps
from pillow_heif import register_heif_opener

LONGEST_SIDE = 2000
QUALITY = 82
_FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
_MOST_PIXELS = 60_000_000


def clean_copy(original: bytes) -> tuple[dict[str, str | int], bytes]:
    """(facts, JPEG bytes) of a photo. Raises OSError, ValueError or Image errors for what is no whole photo."""
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
    target = io.BytesIO()
    pixels.save(target, "JPEG", quality=QUALITY, optimize=True)
    facts: dict[str, str | int] = {
        "width": pixels.width, "height": pixels.height, "fingerprint": fingerprint(pixels)
    }  # fmt: skip
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
        facts, copy = clean_copy(sys.stdin.buffer.read())
    except Exception as trouble:
        sys.stderr.write(type(trouble).__name__)
        return 1
    sys.stdout.buffer.write(json.dumps(facts).encode() + b"\n" + copy)
    return 0


if __name__ == "__main__":
    sys.exit(main())
