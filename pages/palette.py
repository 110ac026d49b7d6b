"""The brand engine: out of one colour those that can be read, in light and dark.

The exact colour fills buttons. For text, rules and edges its lightness is moved in OKLCH, hue kept, until it has the
contrast of WCAG 2 on every surface of the mode; chroma gives way only where sRGB ends. No colour is refused.
"""

from dataclasses import dataclass
from functools import lru_cache
from math import atan2, cos, hypot, sin

#: Paper, card, wash and sunk, as in `static/css/site.css`.
SURFACES = {
    "light": ("#FCFBF8", "#FFFFFF", "#F3F1EB", "#E9E6DE"),
    "dark": ("#121316", "#17191C", "#1B1D21", "#25282D"),
}
#: Contrast of small text, and of what marks a control (WCAG 2.2, 1.4.3 and 1.4.11).
TEXT, RULE = 4.5, 3.0
STEP = 0.005
#: Halvings when looking for the most chroma that sRGB has at a lightness.
HALVINGS = 12


@dataclass(frozen=True)
class Mode:
    """Brand colours on the surfaces of one mode, as `#RRGGBB`."""

    text: str
    rule: str


@dataclass(frozen=True)
class Palette:
    fill: str
    on_fill: str
    light: Mode
    dark: Mode

    @property
    def on_fill_contrast(self):
        return contrast(self.on_fill, self.fill)

    @property
    def text_is_unchanged(self):
        return self.light.text == self.fill

    def as_css(self):
        """Declarations over the stylesheet's own, for the head of every page."""
        light = f"--brand-fill:{self.fill};--on-brand:{self.on_fill};{_declared(self.light)}"
        dark = _declared(self.dark)
        return (
            f":root{{{light}}}"
            f"@media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}}}}}"
            f":root[data-theme=dark]{{{dark}}}"
        )


def _declared(mode):
    return f"--brand-text:{mode.text};--brand-rule:{mode.rule};--brand-edge:{mode.rule}"


@lru_cache(maxsize=64)
def palette_of(colour):
    """The palette of `#RRGGBB`."""
    fill = colour.upper()
    return Palette(
        fill=fill,
        on_fill=max(("#FFFFFF", "#000000"), key=lambda on: contrast(on, fill)),
        light=Mode(text=_readable(fill, "light", TEXT), rule=_readable(fill, "light", RULE)),
        dark=Mode(text=_readable(fill, "dark", TEXT), rule=_readable(fill, "dark", RULE)),
    )


def contrast(one, other):
    """Ratio of WCAG 2 between two colours, 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def least_contrast(colour, mode):
    """On the surface of the mode where it is lowest."""
    return min(contrast(colour, surface) for surface in SURFACES[mode])


def luminance(colour):
    """Relative luminance of WCAG 2, 0 to 1."""
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _readable(colour, mode, wanted):
    lightness, chroma, hue = _oklch(colour)
    step = -STEP if mode == "light" else STEP
    while least_contrast(colour, mode) < wanted:
        lightness += step
        colour = _in_srgb(lightness, chroma, hue)
    return colour


def _in_srgb(lightness, chroma, hue):
    """The colour, with as much of its chroma as sRGB has at this lightness."""
    if not 0 < lightness < 1:
        return "#000000" if lightness <= 0 else "#FFFFFF"
    channels = _channels(lightness, chroma, hue)
    if not _exists(channels):
        low, high = 0, chroma
        for _halving in range(HALVINGS):
            middle = (low + high) / 2
            low, high = (middle, high) if _exists(_channels(lightness, middle, hue)) else (low, middle)
        channels = _channels(lightness, low, hue)
    return "#" + "".join(f"{round(255 * _encoded(min(max(value, 0), 1))):02X}" for value in channels)


def _exists(channels):
    # What rounds to a channel of 8 bits is in.
    return all(-0.0005 <= value <= 1.0005 for value in channels)


def _linear(colour):
    """Red, green and blue of `#RRGGBB` in linear light, 0 to 1 (IEC 61966-2-1)."""
    return [_decoded(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5)]


def _decoded(value):
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _encoded(value):
    return 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


def _oklch(colour):
    """Lightness, chroma and hue (radians) in Oklab's cylinder (Ottosson, 2020)."""
    red, green, blue = _linear(colour)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return lightness, hypot(a, b), atan2(b, a)


def _channels(lightness, chroma, hue):
    """Linear red, green and blue; outside 0 to 1 where sRGB has no such colour."""
    a, b = chroma * cos(hue), chroma * sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
