"""The forms in which an item can be had."""

from django.utils.translation import gettext as _


def forms_of(item):
    """(name, label, address, media type) of each."""
    return [("txt", _("Plain text"), f"{item.url}?format=txt", "text/plain")]
