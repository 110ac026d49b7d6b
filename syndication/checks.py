from django.core.checks import Warning as CheckWarning
from django.core.checks import register

from .forms import pdf


@register()
def files_can_be_set_as_pdf(app_configs=None, **kwargs):
    if pdf.is_possible():
        return []
    return [
        CheckWarning(
            "Items are not offered as PDF: Pango, which sets the text, is not installed.",
            hint="Install libpango-1.0-0, libpangoft2-1.0-0 and libharfbuzz-subset0 (Debian), or pango (Homebrew).",
            id="syndication.W001",
        )
    ]
