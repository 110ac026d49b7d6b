"""Units of measurement, and how an amount stands with its unit in each language."""

import unicodedata

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pages.digits import NO_BREAK_SPACE, format_number, is_persian

LEFT_TO_RIGHT_MARK, RIGHT_TO_LEFT_MARK = "\u200e", "\u200f"

#: Code, name for editors, English (one, many), Persian.
_TABLE = [
    ("percent", _("per cent"), ("%", "%"), "٪"),
    ("mm", _("millimetres"), ("mm", "mm"), "میلی‌متر"),
    ("cm", _("centimetres"), ("cm", "cm"), "سانتی‌متر"),
    ("m", _("metres"), ("m", "m"), "متر"),
    ("km", _("kilometres"), ("km", "km"), "کیلومتر"),
    ("m2", _("square metres"), ("m²", "m²"), "متر مربع"),
    ("km2", _("square kilometres"), ("km²", "km²"), "کیلومتر مربع"),
    ("ha", _("hectares"), ("ha", "ha"), "هکتار"),
    ("l", _("litres"), ("litre", "litres"), "لیتر"),
    ("l_s", _("litres a second"), ("l/s", "l/s"), "لیتر در ثانیه"),
    ("m3", _("cubic metres"), ("m³", "m³"), "متر مکعب"),
    ("million_m3", _("million cubic metres"), ("million m³", "million m³"), "میلیون متر مکعب"),
    ("kg", _("kilograms"), ("kg", "kg"), "کیلوگرم"),
    ("t", _("tonnes"), ("tonne", "tonnes"), "تن"),
    ("kw", _("kilowatts"), ("kW", "kW"), "کیلووات"),
    ("mw", _("megawatts"), ("MW", "MW"), "مگاوات"),
    ("gw", _("gigawatts"), ("GW", "GW"), "گیگاوات"),
    ("kwh", _("kilowatt hours"), ("kWh", "kWh"), "کیلووات‌ساعت"),
    ("mwh", _("megawatt hours"), ("MWh", "MWh"), "مگاوات‌ساعت"),
    ("gwh", _("gigawatt hours"), ("GWh", "GWh"), "گیگاوات‌ساعت"),
    ("celsius", _("degrees Celsius"), ("°C", "°C"), "درجهٔ سلسیوس"),
    ("eur", _("euros"), ("euro", "euros"), "یورو"),
    ("million_eur", _("million euros"), ("million euros", "million euros"), "میلیون یورو"),
    ("usd", _("US dollars"), ("US dollar", "US dollars"), "دلار آمریکا"),
    ("million_usd", _("million US dollars"), ("million US dollars", "million US dollars"), "میلیون دلار آمریکا"),
    ("irr", _("rials"), ("rial", "rials"), "ریال"),
    ("billion_irr", _("billion rials"), ("billion rials", "billion rials"), "میلیارد ریال"),
    ("year", pgettext_lazy("unit of time", "years"), ("year", "years"), "سال"),
    ("month", pgettext_lazy("unit of time", "months"), ("month", "months"), "ماه"),
    ("day", pgettext_lazy("unit of time", "days"), ("day", "days"), "روز"),
    ("hour", pgettext_lazy("unit of time", "hours"), ("hour", "hours"), "ساعت"),
    ("minute", pgettext_lazy("unit of time", "minutes"), ("minute", "minutes"), "دقیقه"),
]

CHOICES = [(code, name) for code, name, _english, _persian in _TABLE]
_ENGLISH = {code: english for code, _name, english, _persian in _TABLE}
_PERSIAN = {code: persian for code, _name, _english, persian in _TABLE}


def written(amount, unit, counted, language):
    """An amount with its unit, or with the word for what is counted: 38 cm, −4.5%, 61 wells, ۶۱ چاه.

    Text without HTML: a negative number in Persian carries marks that keep its sign on the left and its unit behind it.
    """
    persian = is_persian(language)
    # A column of six decimals gives 38.000000 back.
    number = format_number(amount.normalize(), language, percent=unit == "percent")
    if persian and amount < 0:
        number = LEFT_TO_RIGHT_MARK + number + LEFT_TO_RIGHT_MARK
    if unit == "percent":
        return number
    word = (_PERSIAN[unit] if persian else _ENGLISH[unit][abs(amount) != 1]) if unit in _PERSIAN else counted
    if number.startswith(LEFT_TO_RIGHT_MARK) and unicodedata.bidirectional(word[:1]) in ("R", "AL"):
        # The mark of the sign would turn the whole value around where its first strong letter decides, as in a `bdi`.
        number = RIGHT_TO_LEFT_MARK + number
    return f"{number}{NO_BREAK_SPACE}{word}" if word else number
