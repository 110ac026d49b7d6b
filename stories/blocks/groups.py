"""The headings under which the editor offers blocks."""

from django.utils.translation import gettext_lazy as _

TEXT, MEDIA, DATA = _("Text"), _("Pictures and sound"), _("Figures and files")
