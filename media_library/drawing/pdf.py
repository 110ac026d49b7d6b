"""The first page of a PDF from standard input as a JPEG on standard output. Started by `media_library.workshop`; it
knows nothing of the newsroom."""

import limits  # noqa: F401, I001 - before anything that reads the file

import sys

import pypdfium2

LONGEST = 1200  # pixels


def main():
    document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    page = document[0]
    width, height = page.get_size()
    if not (width > 0 and height > 0):
        sys.exit("The page has no size.")
    scale = min(LONGEST / width, LONGEST / height)
    if min(width, height) * scale < 1:
        sys.exit("The page is a line.")
    picture = page.render(scale=scale, may_draw_forms=False).to_pil()
    picture.convert("RGB").save(sys.stdout.buffer, "JPEG", quality=82, optimize=True)


main()
