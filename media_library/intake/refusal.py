"""How a file is refused, and what an accepted one looks like."""

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _


class Refused(ValidationError):
    """The file is not stored; the message says why in words that an editor can act upon."""


class CleanFile(ContentFile):
    """A file rewritten by the intake. `found` holds the words of its metadata, see `metadata.Found`."""

    taken_in = True

    def __init__(self, content, name, found=None):
        super().__init__(content, name)
        self.found = found


def passed(file, name):
    """Marks a file that is stored as it came."""
    file.name = name
    file.taken_in = True
    file.seek(0)
    return file


def broken(error=None):
    return Refused(
        _("The file is damaged or is not what its name says. Export it again from the program that made it."),
        code="broken",
    )


def wrong_kind(extension):
    return Refused(
        _("This is not a .%(extension)s file. Files keep the ending of what they really are."),
        code="wrong_kind",
        params={"extension": extension},
    )


def unsupported(allowed):
    return Refused(
        _("Files of this kind are not taken. Possible are: %(allowed)s."),
        code="unsupported",
        params={"allowed": ", ".join(sorted(allowed))},
    )
