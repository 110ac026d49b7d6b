from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pages.calendar import plain_typing
from pages.digits import latin_digits
from pages.forms import RowForm


class AmountField(forms.DecimalField):
    """A number in the digits and with the separators of either language."""

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.TextInput(attrs={"dir": "ltr", "inputmode": "decimal"}))
        super().__init__(**kwargs)

    def to_python(self, value):
        if isinstance(value, str):
            value = plain_typing(latin_digits(value)).replace("\u066b", ".").replace("\u066c", "").replace(",", "")
            value = value.replace("\u2212", "-")
        return super().to_python(value)

    def prepare_value(self, value):
        return format(value.normalize(), "f") if hasattr(value, "normalize") else value


class FactForm(RowForm):
    amount = AmountField(
        label=_("number"), required=False, max_digits=24, decimal_places=6,
        help_text=_("Written once; each language sets its own digits and separators. Left empty for a value in words."),
    )  # fmt: skip

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("unit") and cleaned.get("amount") is None and "amount" not in self.errors:
            self.add_error("amount", _("A unit needs a number."))
        if not self.is_deferred_validation:
            self._require_a_whole_fact(cleaned)
        return cleaned

    def _require_a_whole_fact(self, cleaned):
        """What readers need to believe it: a value in every language that it is worded in, and where it is from."""
        for form in self.formsets["wordings"].forms if "wordings" in self.formsets else ():
            words = getattr(form, "cleaned_data", {})
            if not words or words.get("DELETE"):
                continue
            if cleaned.get("amount") is None and not words.get("value") and "amount" not in self.errors:
                form.add_error("value", ValidationError(_("Give a number above, or the value in words.")))
            if not words.get("source"):
                form.add_error("source", ValidationError(_("Say where it is from: readers see it.")))
