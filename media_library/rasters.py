"""Drawings (SVG) as pictures of points, for everything that knows only those."""

import re
from io import BytesIO

from .workshop import drawn

#: As `intake.drawings` has written them.
HEAD = re.compile(rb"\A<\?xml[^>]*>\s*<svg\b([^>]*)>")
MEASURE = re.compile(rb'\b(width|height)="(\d{1,5})"')


def raster(file):
    """The open file itself, or a PNG of it if it is a drawing, at its own size. Raises `workshop.NotDrawn`."""
    file.seek(0)
    head = HEAD.match(file.read(4096))
    file.seek(0)
    if not head:
        return file
    size = {name: int(number) for name, number in MEASURE.findall(head[1])}
    return BytesIO(drawn("svg", file.read(), size[b"width"], size[b"height"]))
