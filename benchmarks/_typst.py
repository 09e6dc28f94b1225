"""The same content set by Typst, in a warm process: each line of the input is a folder with content and pictures."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import typst

TEMPLATE = Path(__file__).with_name("report.typ").read_bytes()


def main() -> None:
    for line in sys.stdin:
        folder = Path(line.strip())
        (folder / "main.typ").write_bytes(TEMPLATE)
        told = (folder / "report.json").read_text(encoding="utf-8")
        typst.compile(folder / "main.typ", folder / "out.pdf", root=folder, sys_inputs={"report": told})
        print(json.dumps({"size": (folder / "out.pdf").stat().st_size}), flush=True)


if __name__ == "__main__":
    main()
