"""`python -m shopper.ocr_child`: the photo of a till receipt on standard input becomes its words on standard output.

One line of JSON: a list of lines, each a list of [text, x, y, width, height, confidence], places as shares of the
upright picture, confidence 0–100. Runs as a child with limits on time and memory; ends with 1 where the bytes cannot be
opened or the reader fails. The reader is Debian's `tesseract` (docs/decisions/0014-ocr.md).
"""

from __future__ import annotations

import csv
import io
import json
import math
import os
import resource
import subprocess
import sys
import warnings
from itertools import pairwise

from PIL import Image, ImageFilter, ImageMath, ImageOps
from pillow_heif import register_heif_opener

LANGUAGES = "fin+swe+eng"
_FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
_MOST_PIXELS = 60_000_000
# What the picture is brought to before it is read: letters about so high, no side longer than this.
_LINE_PX = 27
_LONGEST_PX = 2600
_STEEPEST = 10
# Paper and table differ by at least so many greys.
_APART = 35
Box = tuple[int, int, int, int]
Word = tuple[str, float, float, float, float, float]


def upright(original: bytes) -> Image.Image:
    """The photo in grey, standing as it was taken. Raises OSError, ValueError or Image errors."""
    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    with Image.open(io.BytesIO(original), formats=_FORMATS) as opened:
        if opened.format == "JPEG":
            opened.draft("L", (_LONGEST_PX, _LONGEST_PX))
        opened.thumbnail((_LONGEST_PX, _LONGEST_PX), reducing_gap=2)
        return ImageOps.exif_transpose(opened).convert("L")


def levelled(grey: Image.Image) -> Image.Image:
    """Dark print on even white: each pixel against the brightness around it, so that shade and table do not count."""
    small = grey.resize((max(1, grey.width // 8), max(1, grey.height // 8)), Image.Resampling.BOX)
    # The brightest nearby is the paper: print must not darken what it is measured against.
    paper = small.filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.GaussianBlur(6))
    ground = paper.resize(grey.size, Image.Resampling.BILINEAR)
    share = ImageMath.lambda_eval(lambda of: of["min"](of["grey"] * 255 / of["ground"], 255), grey=grey, ground=ground)
    return ImageOps.autocontrast(share.convert("L"), cutoff=(1, 30))


def tilt(even: Image.Image) -> float:
    """By how many degrees the lines of print fall to the left (turn by the negative to level them)."""
    width = 360
    small = ImageOps.invert(even.resize((width, max(1, even.height * width // even.width)), Image.Resampling.BOX))
    steps = [step / 2 for step in range(-2 * _STEEPEST, 2 * _STEEPEST + 1)]
    return max(steps, key=lambda degrees: _sharpness(_rows(small.rotate(degrees, Image.Resampling.BILINEAR))))


def _rows(dark: Image.Image) -> bytes:
    """How much print stands in each row."""
    return dark.resize((1, dark.height), Image.Resampling.BOX).tobytes()


def _sharpness(rows: bytes) -> int:
    """Level lines make rows of print and rows of paper with a sharp change between."""
    return sum((one - other) ** 2 for one, other in pairwise(rows))


def line_height(even: Image.Image) -> float:
    """The usual height of a line of print in pixels (0 where there is none)."""
    rows = _rows(ImageOps.invert(even))
    bar = (sorted(rows)[len(rows) // 4] + sorted(rows)[len(rows) * 9 // 10]) / 2
    runs, run = [], 0
    for level in [*rows, 0]:
        if level > bar:
            run += 1
        elif run:
            runs.append(run)
            run = 0
    runs = sorted(run for run in runs if run > 4)
    return runs[len(runs) // 2] if runs else 0.0


def paper_box(grey: Image.Image) -> tuple[int, int, int, int]:
    """Where the paper lies in a levelled-up photo: the bright rows and columns; all of it where nothing stands out."""
    whole = (0, 0, *grey.size)
    small = grey.resize((max(1, grey.width // 8), max(1, grey.height // 8)), Image.Resampling.BOX)
    small = small.filter(ImageFilter.MaxFilter(5))
    bar = _between(small.histogram())
    if bar is None:
        return whole
    bright = small.point(lambda level: 255 if level > bar else 0)
    columns = bright.resize((small.width, 1), Image.Resampling.BOX)
    across = columns.point(lambda share: 255 if share > 90 else 0).getbbox()
    rows = bright.resize((1, small.height), Image.Resampling.BOX)
    down = rows.point(lambda share: 255 if share > 60 else 0).getbbox()
    if across is None or down is None or (across[2] - across[0]) * (down[3] - down[1]) * 8 < small.width * small.height:
        return whole
    return across[0] * 8, down[1] * 8, min(grey.width, across[2] * 8), min(grey.height, down[3] * 8)


def _between(counts: list[int]) -> int | None:
    """The grey that parts paper from table best (Otsu's), or None where the two are hardly apart."""
    total, weighted = sum(counts), sum(level * count for level, count in enumerate(counts))
    best, found, below, sum_below = 0.0, None, 0, 0
    for level, count in enumerate(counts[:-1]):
        below, sum_below = below + count, sum_below + level * count
        if 0 < below < total:
            apart = sum_below / below - (weighted - sum_below) / (total - below)
            spread = below * (total - below) * apart * apart
            if spread > best:
                best, found = spread, (level if abs(apart) > _APART else None)
    return found


def read(grey: Image.Image) -> list[list[Word]]:
    """The words of an upright photo, line by line. Raises RuntimeError where the reader fails."""
    even = levelled(grey)
    degrees = tilt(even)
    level = grey.rotate(degrees, Image.Resampling.BILINEAR, expand=True)
    box = paper_box(level)
    turned = even.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=255).crop(box)
    tall = line_height(turned)
    scale = min(3.0, max(0.4, _LINE_PX / tall)) if tall else 1.0
    scale = min(scale, _LONGEST_PX * 1.2 / max(turned.size))
    ready = turned.resize((round(turned.width * scale), round(turned.height * scale)), Image.Resampling.BICUBIC)
    return [
        [(text, *_back(grey.size, degrees, scale, box, placed), sure) for text, placed, sure in line]
        for line in _recognised(ready)
    ]


def _recognised(ready: Image.Image) -> list[list[tuple[str, Box, float]]]:
    """The lines, each of (text, (left, top, width, height) in pixels, confidence)."""
    target = io.BytesIO()
    ready.save(target, "PPM")
    command = ["tesseract", "stdin", "stdout", "-l", LANGUAGES, "--psm", "6", "--dpi", "300", "tsv"]
    done = subprocess.run(command, input=target.getvalue(), capture_output=True)
    if done.returncode != 0:
        raise RuntimeError("tesseract failed")
    lines: dict[tuple[str, ...], list[tuple[str, Box, float]]] = {}
    table = io.StringIO(done.stdout.decode("utf-8", "replace"))
    for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row.get("text") or "").strip()
        if text and float(row["conf"]) >= 0:
            box = (int(row["left"]), int(row["top"]), int(row["width"]), int(row["height"]))
            key = (row["block_num"], row["par_num"], row["line_num"])
            lines.setdefault(key, []).append((text, box, float(row["conf"])))
    return list(lines.values())


def _back(
    was: tuple[int, int], degrees: float, scale: float, paper: Box, box: Box
) -> tuple[float, float, float, float]:
    """A box (left, top, width, height) of the turned, cut and scaled picture as shares of the upright one."""
    turn = math.radians(degrees)
    cosine, sine = math.cos(turn), math.sin(turn)
    wide, high = was[0] * cosine + was[1] * abs(sine), was[0] * abs(sine) + was[1] * cosine
    left, top, width, height = (part / scale for part in box)
    corners = [
        (x + paper[0] - wide / 2, y + paper[1] - high / 2) for x in (left, left + width) for y in (top, top + height)
    ]
    xs = [(x * cosine - y * sine) / was[0] + 0.5 for x, y in corners]
    ys = [(x * sine + y * cosine) / was[1] + 0.5 for x, y in corners]
    x, y = max(0.0, min(xs)), max(0.0, min(ys))
    return round(x, 4), round(y, 4), round(min(1.0, max(xs)) - x, 4), round(min(1.0, max(ys)) - y, 4)


def main() -> int:
    resource.setrlimit(resource.RLIMIT_CPU, (40, 40))
    resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
    os.environ["OMP_THREAD_LIMIT"] = "1"
    register_heif_opener()
    try:
        words = read(upright(sys.stdin.buffer.read()))
    except Exception as trouble:
        sys.stderr.write(type(trouble).__name__)
        return 1
    sys.stdout.write(json.dumps(words))
    return 0


if __name__ == "__main__":
    sys.exit(main())
