"""Make the demo's papers from text/*.txt: python demo/documents/make.py

One PDF for each text, the English page in real letters, the Persian page drawn with Pillow (which shapes and turns
the script with Raqm) and given its words as replacement text. The same versions make the same files.
"""

from pathlib import Path

import latin_page
import persian_page
from pdf import Pdf

HERE = Path(__file__).resolve().parent
LANGUAGES = (("fa", persian_page.draw), ("en", latin_page.draw))


def parse(text):
    """Blocks as (kind, value): title, heading, paragraph, item (mark, words), table (rows of cells)."""
    blocks = []
    for line in filter(str.strip, text.splitlines()):
        head, _space, rest = line.partition(" ")
        if head == "|":
            cells = [cell.strip() for cell in rest.split("|")]
            if blocks and blocks[-1][0] == "table":
                blocks[-1][1].append(cells)
            else:
                blocks.append(("table", [cells]))
        elif head in ("#", "##"):
            blocks.append(("title" if head == "#" else "heading", rest))
        elif head == "-" or (head.endswith(".") and head[:-1].isdigit()):
            blocks.append(("item", ("•" if head == "-" else head, rest)))
        else:
            blocks.append(("paragraph", line))
    return blocks


def main():
    for name in sorted({path.name.split(".")[0] for path in (HERE / "text").glob("*.txt")}):
        paper = Pdf()
        for language, draw in LANGUAGES:
            draw(paper, parse((HERE / "text" / f"{name}.{language}.txt").read_text(encoding="utf-8")))
        path = HERE / f"{name}.pdf"
        path.write_bytes(paper.bytes())
        print(path.name, path.stat().st_size)


if __name__ == "__main__":
    main()
