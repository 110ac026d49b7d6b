"""The picture files that go into a file: sizes that readers get anyway, never the original."""

from contextlib import suppress

from django.core.files.storage import default_storage

from media_library.renditions import WIDTHS, rendition_for

#: Wider is no sharper on paper that is 16 cm wide, and heavier.
WIDEST = 1600


def largest(image):
    """The widest JPEG of the whole picture that exists, at most `WIDEST`; None while there is none. No query."""
    widths = sorted({*WIDTHS, image.width}, reverse=True)
    specs = (f"width-{width}|format-jpeg" for width in widths if width <= WIDEST)
    return next(filter(None, (rendition_for(image, spec) for spec in specs)), None)


def bytes_of(rendition):
    """b"" if the store has lost it."""
    with suppress(OSError), default_storage.open(rendition.file.name, "rb") as file:
        return file.read()
    return b""
