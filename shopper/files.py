"""Files by their content: a name is the SHA-256 of what it holds, so nothing is ever overwritten by another."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

CHUNK = 1 << 16


class FileDamaged(Exception):
    """A kept file is gone or no longer has its digest."""


class FileStore:
    """A folder of files named by digest. Written whole (temporary file, fsync, rename, fsync of the folder)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / sha256

    def put(self, content: bytes) -> str:
        """Keep `content` for good; gives its digest. Returns only when it is on disk. Raises OSError (disk full)."""
        with self.receiving() as target:
            target.write(content)
        return self.keep(Path(target.name), hashlib.sha256(content).hexdigest())

    @contextmanager
    def receiving(self) -> Iterator[BinaryIO]:
        """A temporary file beside the kept ones, to be handed to `keep`; removed when the block fails."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=self.folder, prefix=".part-", delete=False) as target:
            try:
                yield target  # type: ignore[misc]
                target.flush()
                os.fsync(target.fileno())
            except BaseException:
                Path(target.name).unlink(missing_ok=True)
                raise

    def keep(self, temporary: Path, sha256: str) -> str:
        """Give a received file its name. A repeat does no harm."""
        target = self.path(sha256)
        target.parent.mkdir(exist_ok=True)
        temporary.chmod(0o600)
        temporary.replace(target)
        for folder in (target.parent, self.folder):
            _fsync_folder(folder)
        return sha256

    def has(self, sha256: str) -> bool:
        return self.path(sha256).is_file()

    def read(self, sha256: str) -> bytes:
        """The content, checked against its name. Raises FileDamaged where it is gone or was altered."""
        try:
            content = self.path(sha256).read_bytes()
        except FileNotFoundError as missing:
            raise FileDamaged(f"{sha256} is gone") from missing
        if hashlib.sha256(content).hexdigest() != sha256:
            raise FileDamaged(f"{sha256} was altered")
        return content

    def sweep_parts(self, older_than_s: float, now_s: float) -> int:
        """Remove temporary files that a killed process left behind; gives their number."""
        parts = [path for path in self.folder.glob(".part-*") if now_s - path.stat().st_mtime > older_than_s]
        for path in parts:
            path.unlink(missing_ok=True)
        return len(parts)


def _fsync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
