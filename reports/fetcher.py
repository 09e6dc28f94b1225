"""Where the layout engine gets its pictures: from the job's own list, and from nowhere else.

No network, no file, no `data:`. Whatever else is asked for stops the whole rendering."""

from __future__ import annotations

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

BYTE_BUDGET = 64 * 1024 * 1024
_KINDS = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}


class PictureRefused(ValueError):
    """A picture that is neither JPEG nor PNG, or more of them than fit."""


class ManifestFetcher(URLFetcher):  # type: ignore[misc, unused-ignore]  # the engine brings no types
    """Serves the pictures of one job by their keys (`photo:…`, `brand:…`) and our own drawings (`art:…`)."""

    def __init__(
        self, pictures: dict[str, bytes], drawings: dict[str, str] | None = None, budget: int = BYTE_BUDGET
    ) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)
        self._served = {key: (content, picture_type(content)) for key, content in pictures.items()}
        for key, drawing in (drawings or {}).items():
            self._served[key] = (drawing.encode(), "image/svg+xml")
        self._left = budget
        if sum(len(content) for content, _ in self._served.values()) > budget:
            raise PictureRefused("the pictures of the report are too large together")

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The picture behind a key of the list; anything else, or too many bytes, stops the rendering."""
        if url not in self._served:
            raise FatalURLFetchingError(f"refused: {url[:80]!r}")
        content, kind = self._served[url]
        self._left -= len(content)
        if self._left < 0:
            raise FatalURLFetchingError("refused: more bytes than a report may hold")
        return URLFetcherResponse(url, content, {"Content-Type": kind})


def picture_type(content: bytes) -> str:
    """The media type by the first bytes; raises PictureRefused for all but JPEG and PNG."""
    for start, kind in _KINDS.items():
        if content.startswith(start):
            return kind
    raise PictureRefused("a picture is neither JPEG nor PNG")
