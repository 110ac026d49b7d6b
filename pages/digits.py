"""Digits and numbers as English and Persian readers write them."""

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"

_LATIN = "0123456789"
_PERSIAN = "۰۱۲۳۴۵۶۷۸۹"
_ARABIC_INDIC = "٠١٢٣٤٥٦٧٨٩"

_TO_PERSIAN = str.maketrans(_LATIN + _ARABIC_INDIC, _PERSIAN * 2)
_TO_LATIN = str.maketrans(_PERSIAN + _ARABIC_INDIC, _LATIN * 2)
# What an address may ask for: Python itself refuses to read thousands of digits.
_WHOLE = re.compile("[0-9]{1,9}")
_PERSIAN_SEPARATORS = str.maketrans({",": "\u066c", ".": "\u066b", "%": "\u066a"})

_UNITS = {
    "en": ("bytes", "kB", "MB", "GB", "TB"),
    "fa": ("بایت", "کیلوبایت", "مگابایت", "گیگابایت", "ترابایت"),
}


def is_persian(language):
    """Tell whether a language code (`fa`, `fa-IR`, `fa_IR`) is Persian; all others count as English."""
    return language.replace("_", "-").split("-")[0].lower() == "fa"


def persian_digits(text):
    """Write ASCII and Arabic-Indic digits as U+06F0 to U+06F9; separators stay as they are."""
    return str(text).translate(_TO_PERSIAN)


def latin_digits(text):
    """Write Persian and Arabic-Indic digits in ASCII; separators stay as they are."""
    return str(text).translate(_TO_LATIN)


def whole_number(text):
    """The number that an address asks for, in the digits of any language; None for what is none."""
    text = latin_digits(text)
    return int(text) if _WHOLE.fullmatch(text) else None


def format_number(value, language, *, places=None, percent=False):
    """Group a number by thousands: 1,234,567.8 in English, ۱٬۲۳۴٬۵۶۷٫۸ in Persian.

    `value` is an int, Decimal, float or the text of one; `places` fixes the number of decimals (half
    up), else those given are kept; `percent` appends the sign and does not multiply by a hundred.
    A negative number begins with U+2212 and needs `bidi.left_to_right` when it goes into HTML.
    Raises ValueError for what is not a finite number.
    """
    number = _finite(value)
    if places is not None:
        number = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    text = format(abs(number), ",f") + ("%" if percent else "")
    if is_persian(language):
        text = persian_digits(text.translate(_PERSIAN_SEPARATORS))
    return f"{MINUS}{text}" if number < 0 else text


def format_filesize(size, language):
    """Write a number of bytes in SI units (1 MB is a million bytes) after a no-break space."""
    size = Decimal(max(int(size), 0))
    step = 0
    while _rounded(size) >= 1000 and step < 4:
        size /= 1000
        step += 1
    unit = _UNITS["fa" if is_persian(language) else "en"][step]
    if size == 1 and unit == "bytes":
        unit = "byte"
    return f"{format_number(_rounded(size), language)}{NO_BREAK_SPACE}{unit}"


def _finite(value):
    """Return the Decimal of a number or its text; floats go through their shortest text: 0.1 stays 0.1."""
    try:
        number = Decimal(str(value))
    except InvalidOperation as error:
        raise ValueError(f"Not a number: {value!r}") from error
    if not number.is_finite():
        raise ValueError(f"Not a finite number: {value!r}")
    return number


def _rounded(size):
    """Round to one decimal below ten (dropping a zero), to none above."""
    fine = size.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    if fine < 10 and fine != fine.to_integral_value():
        return fine
    return size.quantize(Decimal(1), rounding=ROUND_HALF_UP)
