"""What has to be said of pictures that are taken away, as a table that spreadsheets open."""

import csv
from io import StringIO

from django.utils.translation import gettext as _

from .models import AIOrigin
from .tables import neutral


def table_of(rows):
    """`rows` are (file name, picture, caption, alternative text, width, height)."""
    written = StringIO()
    table = csv.writer(written, lineterminator="\r\n")
    table.writerow([
        _("File"), _("Caption"), _("Alternative text"), _("Credit"), _("Copyright notice"), _("Terms of use"),
        _("Use of AI"), _("Width"), _("Height"),
    ])  # fmt: skip
    for name, image, caption, alt, width, height in rows:
        words = [name, caption, alt, image.credit, image.copyright_notice, image.get_terms_display(), made_how(image)]
        table.writerow([*(neutral(str(word)) for word in words), width, height])
    return written.getvalue()


def made_how(image):
    """What part a machine had in it; "" if none."""
    return "" if image.ai_origin == AIOrigin.NONE else str(image.get_ai_origin_display())
