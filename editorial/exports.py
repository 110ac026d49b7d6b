"""Tables that leave the admin as files."""

#: What a spreadsheet takes for the beginning of a formula; a full-width sign is one too.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(text):
    """Words that no spreadsheet calculates with: an apostrophe stands before what could be a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


class HarmlessExport:
    """Mixed in before Wagtail's views that export: those keep formulas out of XLSX, but not out of CSV."""

    def preprocess_field_value(self, field, value, export_format):
        cell = super().preprocess_field_value(field, value, export_format)
        return harmless(cell) if isinstance(cell, str) else cell
