"""What editors of the brand see in its form."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from .palette import contrast, least_contrast, palette_of


class ColourPanel(FieldPanel):
    """The brand colour, and below it what the pages make of it, in swatches, ratios and words."""

    class BoundPanel(FieldPanel.BoundPanel):
        template_name = "wagtailadmin/pages/colour_panel.html"

        def get_context_data(self, parent_context=None):
            palette = palette_of(self.instance.colour)
            return super().get_context_data(parent_context) | verdict(palette)


def verdict(palette):
    """The context of `wagtailadmin/pages/palette.html`: every swatch with its lowest ratio, and what it means."""
    light, dark = palette.light, palette.dark
    return {
        "palette": palette,
        "swatches": [
            (_("Buttons"), palette.fill, palette.on_fill, palette.on_fill_contrast),
            (_("Text, light mode"), light.text, "#FCFBF8", least_contrast(light.text, "light")),
            (_("Text, dark mode"), dark.text, "#121316", least_contrast(dark.text, "dark")),
            (_("Rules, light mode"), light.rule, "#FCFBF8", least_contrast(light.rule, "light")),
            (_("Rules, dark mode"), dark.rule, "#121316", least_contrast(dark.rule, "dark")),
        ],
        "black_on_fill": contrast("#000000", palette.fill) == palette.on_fill_contrast,
    }
