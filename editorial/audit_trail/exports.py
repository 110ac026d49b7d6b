"""Tables that leave the admin are opened in spreadsheets, which take some words for formulas and carry them out."""

from functools import wraps

from wagtail.admin.views.mixins import SpreadsheetExportMixin

from pages.bidi import strip_controls

#: What a spreadsheet may take for the beginning of a formula, in the wide forms too; tab, line feed and return come
#: before one that is found behind them.
BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
QUOTE = "'"


def harmless(value):
    """The text of a cell, never a formula: with an apostrophe in front where it would be one, and without what neither
    a spreadsheet nor a reader needs."""
    if not isinstance(value, str):
        return value
    text = strip_controls(value)
    return QUOTE + text if text.lstrip(" ").startswith(BEGINNINGS) else text


def make_exports_safe():
    """Called once, when the app starts. Wagtail 8.0 keeps formulas out of XLSX alone, in all its reports."""
    stock = SpreadsheetExportMixin.preprocess_field_value

    @wraps(stock)
    def guarded(self, field, value, export_format):
        return harmless(stock(self, field, value, export_format))

    SpreadsheetExportMixin.preprocess_field_value = guarded
