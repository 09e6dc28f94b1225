"""What is made of a text alone is made once for all applications of a test run: compiled templates and packed files.

A test makes an application of its own, and a server's processes are processes of their own; each would compile every
template and pack every file again. Both are kept under a digest of the very content, in a folder of the run, so that
what has changed is made anew.
"""

from __future__ import annotations

import atexit
import hashlib
import os
import shutil
import tempfile
from pathlib import Path

import brotli
from flask import Flask
from jinja2 import FileSystemBytecodeCache

_FOLDER = "DETALJI_TEST_COMPILED"


def keep_compiled_templates() -> None:
    """From now on, in this process and in those that it starts."""
    Flask.jinja_options = {"bytecode_cache": FileSystemBytecodeCache(str(kept_in()))}


def keep_packed_files() -> None:
    """From now on, in this process and in those that are forked from it."""
    folder, compress = kept_in(), brotli.compress

    def compress_once(content: bytes, **options: int) -> bytes:
        name = hashlib.sha256(content + repr(sorted(options.items())).encode()).hexdigest()
        kept = folder / f"{name}.br"
        if not kept.exists():
            # Two processes may pack the same at once: whole files only, and equal ones.
            new = kept.with_suffix(f".{os.getpid()}-{os.urandom(4).hex()}")
            new.write_bytes(compress(content, **options))
            new.replace(kept)
        return kept.read_bytes()

    brotli.compress = compress_once


def kept_in() -> Path:
    """One folder for the whole run: the first process that asks makes it and takes it away at its end."""
    if _FOLDER not in os.environ:
        os.environ[_FOLDER] = folder = tempfile.mkdtemp(prefix="compiled-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(os.environ[_FOLDER])
