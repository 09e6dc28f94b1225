"""Bytes that never change, in the smallest form that the asking browser reads."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import cached_property

import brotli
from flask import Response, request

_WORTH_PACKING = ("text/", "application/j", "application/manifest", "image/svg")


@dataclass(frozen=True)
class Packed:
    """Some `content` of the type `mime`; its smaller forms are made when they are first asked for, and kept."""

    content: bytes
    mime: str

    @cached_property
    def gzipped(self) -> bytes:
        return gzip.compress(self.content, 9, mtime=0)

    @cached_property
    def brotlied(self) -> bytes:
        return bytes(brotli.compress(self.content, quality=11))

    def answer(self) -> Response:
        """The content for the browser of this request."""
        coding = self._coding()
        body = {"br": lambda: self.brotlied, "gzip": lambda: self.gzipped}.get(coding, lambda: self.content)()
        answer = Response(body, mimetype=self.mime)
        if coding:
            answer.headers["Content-Encoding"] = coding
        answer.headers["Vary"] = "Accept-Encoding"
        return answer

    def _coding(self) -> str:
        if not self.mime.startswith(_WORTH_PACKING):
            return ""
        return next((one for one in ("br", "gzip") if request.accept_encodings.quality(one) > 0), "")
