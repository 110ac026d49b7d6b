from django.core.checks import Warning as CheckWarning
from django.core.checks import register

from .cards.drawing import can_shape
from .forms import pdf


@register()
def right_to_left_text_can_be_set(app_configs=None, **kwargs):
    if can_shape():
        return []
    return [
        CheckWarning(
            "Pillow cannot shape right-to-left text: Persian pages get no share card of their own.",
            hint="Install FriBiDi where Pillow finds it, on Debian the package libfribidi0, and start anew.",
            id="syndication.W001",
        )
    ]


@register()
def files_can_be_set_as_pdf(app_configs=None, **kwargs):
    if pdf.is_possible():
        return []
    return [
        CheckWarning(
            "Items are not offered as PDF: Pango, which sets the text, is not installed.",
            hint="Install libpango-1.0-0, libpangoft2-1.0-0 and libharfbuzz-subset0 (Debian), or pango (Homebrew).",
            id="syndication.W002",
        )
    ]
