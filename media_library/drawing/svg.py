"""A cleaned SVG from standard input as a PNG on standard output; its arguments are the pixels, across and down.
Started by `media_library.workshop`; it knows nothing of the newsroom.

Letters are set in the house's own faces, so that a drawing looks the same on every machine."""

import limits  # noqa: F401, I001 - before anything that reads the file

import os
import sys
import tempfile
from pathlib import Path

import resvg_py
from fontTools.ttLib import TTFont

FACES = ("nr-sans.woff2", "nr-vazir-latin.woff2", "nr-vazir.woff2", "nr-serif.woff2")


def main():
    width, height = map(int, sys.argv[1:3])
    drawing = sys.stdin.buffer.read().decode()
    with tempfile.TemporaryDirectory() as folder:
        fonts = faces(Path(folder)) if "<text" in drawing else []
        sys.stdout.buffer.write(
            resvg_py.svg_to_bytes(
                svg_string=drawing, width=width, height=height, skip_system_fonts=True, font_files=fonts,
                sans_serif_family="Vazirmatn", serif_family="Vazirmatn", font_family="Vazirmatn",
                monospace_family="Vazirmatn",
            )
        )  # fmt: skip


def faces(folder):
    """The drawer reads TrueType, browsers get it packed."""
    made = []
    for name in FACES:
        font = TTFont(Path(os.environ["FONTS"]) / name)
        font.flavor = None
        made.append(str(folder / f"{name}.ttf"))
        font.save(made[-1])
    return made


main()
