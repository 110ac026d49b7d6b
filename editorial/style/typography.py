"""Checks of signs, numbers and spaces that both languages know.

A check is called with a text and its rule and yields triples: start, end, and what should stand there, or None where
a person has to decide. Every pattern here is fixed and begins where a run begins: none takes longer than its text.
"""

import re

from pages.digits import NO_BREAK_SPACE, format_number, is_persian, latin_digits

OF_LATIN = (
    "kW MW GW TW kWh MWh GWh TWh kV kVA kHz MHz GHz Hz km cm mm km² m² m³ ha kg mg kB MB GB TB kPa MPa hPa °C °F Mbit/s"
)
OF_PERSIAN = (
    "کیلومتر سانتی‌متر میلی‌متر متر کیلوگرم گرم تن لیتر هکتار کیلووات مگاوات گیگاوات ولت مگابایت گیگابایت "
    "درصد ریال تومان دلار یورو هزار میلیون میلیارد نفر سال ماه روز ساعت دقیقه ثانیه"
)
#: The digits from which on a number is grouped, where the rule does not say: years are not.
GROUPED_FROM, MOST_DIGITS = 5, 12
QUOTES = {"en": "“”", "fa": "«»"}

_PAIRS = re.compile(r"(?<!\w)\"[^\"\n]{0,1000}\"(?!\w)|“[^“”\n]{0,1000}”|„[^„“”\n]{0,1000}[“”]|«[^«»\n]{0,1000}»")
_LONE = re.compile(r"(?<![0-9۰-۹])\"")
_EXCLAMATION = re.compile(r"[!！]+")
_SPACES = re.compile(rf"(?<=\S)[ {NO_BREAK_SPACE}]{{2,}}(?=\S)")
_SPACE_BEFORE = re.compile(rf"(?<=[\w\u200c)»”])[ {NO_BREAK_SPACE}]+[,;:.?!،؛؟»”](?![\w.])")
_DATE = re.compile(r"(?<![\w/])([0-9۰-۹]{1,2})/([0-9۰-۹]{1,2})/(?:[0-9۰-۹]{4}|[0-9۰-۹]{2})(?![\w/])")
_GROUPED = re.compile(r"(?<![0-9۰-۹])[۰-۹]{1,3}(?:[,،][۰-۹]{3})+(?![0-9۰-۹])")
#: A number by itself: no part of a code, a date, a telephone number or an address.
_LONG = re.compile(
    r"(?<![\w.,٫٬:/+#\u200c-])(?<![0-9۰-۹] )(?:[1-9][0-9]*|[۱-۹][۰-۹]*)(?![\w/-]| [0-9۰-۹]|[,٬][0-9۰-۹])"
)


def quotes(text, rule, language):
    opening, closing = _marks_of(rule, language)
    for pair in _PAIRS.finditer(text):
        if pair[0][0] != opening:
            yield pair.start(), pair.end(), f"{opening}{pair[0][1:-1]}{closing}"
    # What has no partner is a person's to decide. Behind a digit it stands for inches.
    alone = _PAIRS.sub(lambda pair: " " * len(pair[0]), text)
    for sign in _LONE.finditer(alone):
        yield sign.start(), sign.end(), None


def _marks_of(rule, language):
    own = "".join(rule.setting.split())
    return own if len(own) == 2 else QUOTES["fa" if is_persian(language) else "en"]


def exclamation(text, rule, language):
    for sign in _EXCLAMATION.finditer(text):
        yield sign.start(), sign.end(), None


def double_spaces(text, rule, language):
    for spaces in _SPACES.finditer(text):
        yield spaces.start(), spaces.end(), " "


def space_before(text, rule, language):
    for found in _SPACE_BEFORE.finditer(text):
        yield found.start(), found.end(), found[0].lstrip()


def units(text, rule, language):
    own = [unit for unit in rule.setting.split() if len(unit) <= 20][:50]
    names = sorted({*OF_LATIN.split(), *OF_PERSIAN.split(), *own}, key=len, reverse=True)
    joined = "|".join(map(re.escape, names))
    pattern = rf"(?<![\w.,٫٬-])((?:[0-9۰-۹]+[.,٫٬])*[0-9۰-۹]+)({joined})(?![\w\u200c²³])"
    for found in re.finditer(pattern, text):
        yield found.start(), found.end(), f"{found[1]}{NO_BREAK_SPACE}{found[2]}"


def thousands(text, rule, language):
    least = max(rule.limit or GROUPED_FROM, 4)
    for found in _LONG.finditer(text):
        if least <= len(found[0]) <= MOST_DIGITS:
            number = latin_digits(found[0])
            yield found.start(), found.end(), format_number(number, "en" if found[0] == number else "fa")
    for found in _GROUPED.finditer(text):
        yield found.start(), found.end(), re.sub("[,،]", "٬", found[0])


def dates(text, rule, language):
    """Of day and month each may be either; who reads it decides by where they live."""
    for found in _DATE.finditer(text):
        first, second = (int(latin_digits(part)) for part in found.groups())
        if first != second and 1 <= first <= 12 and 1 <= second <= 12:
            yield found.start(), found.end(), None
