"""WeasyPrint as one would use it first, in a warm process: each line of the input is a folder with page.html.

The whole page with its sheet inside and its pictures as `data:`, all read anew for each page, tagged as ours."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from weasyprint import HTML

from reports.hyphenation import register_finnish


def main() -> None:
    register_finnish()
    for line in sys.stdin:
        folder = Path(line.strip())
        page = (folder / "page.html").read_text(encoding="utf-8")
        HTML(string=page).write_pdf(folder / "out.pdf", pdf_variant="pdf/a-3a")
        print(json.dumps({"size": (folder / "out.pdf").stat().st_size}), flush=True)


if __name__ == "__main__":
    main()
