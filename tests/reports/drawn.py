"""Pictures for the sample report, drawn by code: nobody's photographs."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageDraw, ImageFilter


def logo() -> bytes:
    """A small wordless mark with a bar, as PNG with transparency."""
    image = Image.new("RGBA", (520, 130), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.polygon([(65, 5), (82, 48), (125, 65), (82, 82), (65, 125), (48, 82), (5, 65), (48, 48)], fill="#0b5d4b")
    draw.ellipse((54, 54, 76, 76), fill="#f0b429")
    for number, wide in enumerate((70, 44, 58, 36, 64)):
        left = 150 + sum((70, 44, 58, 36, 64)[:number]) + number * 14
        draw.rounded_rectangle((left, 44, left + wide, 86), 10, fill="#14201d")
    return _saved(image, "PNG")


def scene(kind: str, size: tuple[int, int] = (1000, 700)) -> bytes:
    """A soft still life (`table`, `coffee`, `door`) as JPEG."""
    wide, high = size
    image = Image.new("RGB", size, {"table": "#b99a78", "coffee": "#c9b79c", "door": "#8fa39b"}.get(kind, "#a8a8a8"))
    draw = ImageDraw.Draw(image)
    for row in range(0, high, 4):
        draw.line((0, row, wide, row), fill=_shade(row / high, kind))
    if kind == "door":
        draw.rectangle((wide * 0.3, high * 0.1, wide * 0.62, high), fill="#5b4636")
        draw.rectangle((wide * 0.68, high * 0.3, wide * 0.86, high * 0.66), fill="#f4efe2")
        for line in range(7):
            draw.line((wide * 0.7, high * (0.36 + line * 0.04), wide * 0.83, high * (0.36 + line * 0.04)), "#8a8378", 5)
    else:
        draw.ellipse((wide * 0.1, high * 0.25, wide * 0.9, high * 1.2), fill="#8d6b4b")
        draw.ellipse((wide * 0.36, high * 0.42, wide * 0.66, high * 0.86), fill="#f5f1ea")
        draw.ellipse(
            (wide * 0.42, high * 0.48, wide * 0.6, high * 0.76), fill="#3b2417" if kind == "coffee" else "#d8cfc0"
        )
        draw.ellipse((wide * 0.62, high * 0.7, wide * 0.7, high * 0.8), fill="#c98f3f")
    return _saved(image.filter(ImageFilter.GaussianBlur(1.2)), "JPEG")


def receipt() -> bytes:
    """A till receipt with its lines as bars, as JPEG."""
    image = Image.new("RGB", (560, 820), "#efece6")
    draw = ImageDraw.Draw(image)
    draw.polygon([(70, 20), (500, 40), (480, 800), (50, 780)], fill="#fdfdfb")
    for line in range(18):
        top = 90 + line * 36
        draw.rectangle((110, top, 110 + 60 + line * 37 % 170, top + 12), fill="#77746d")
        if line > 4:
            draw.rectangle((380, top, 440, top + 12), fill="#77746d")
    return _saved(image, "JPEG")


def sample_pictures() -> dict[str, bytes]:
    """Every picture of the sample report by its key."""
    scenes = {f"photo:{kind}": scene(kind) for kind in ("table", "coffee", "door")}
    return {"brand:logo": logo(), "photo:receipt": receipt(), **scenes}


def _shade(part: float, kind: str) -> tuple[int, int, int]:
    base = {"table": (196, 168, 134), "coffee": (214, 200, 176), "door": (150, 170, 162)}.get(kind, (170, 170, 170))
    return tuple(int(channel * (1.06 - 0.25 * part)) for channel in base)  # type: ignore[return-value]


def _saved(image: Image.Image, kind: str) -> bytes:
    out = BytesIO()
    image.save(out, kind, quality=82) if kind == "JPEG" else image.save(out, kind)
    return out.getvalue()
