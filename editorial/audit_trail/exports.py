"""Tables that leave the admin are opened in spreadsheets: none of their cells is a formula."""

from functools import wraps

from wagtail.admin.views.mixins import SpreadsheetExportMixin

from pages.spreadsheets import harmless


def make_exports_safe():
    """Called once, when the app starts. Wagtail 8.0 keeps formulas out of XLSX alone, in all its reports."""
    stock = SpreadsheetExportMixin.preprocess_field_value

    @wraps(stock)
    def guarded(self, field, value, export_format):
        return harmless(stock(self, field, value, export_format))

    SpreadsheetExportMixin.preprocess_field_value = guarded
