import re
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from pages.calendar import plain_typing
from pages.forms import RowForm

#: Between groups of three digits, however the number was typed or pasted: 1,234,567, ۱٬۲۳۴٬۵۶۷, 1 234 567. Anywhere
#: else it may have been meant for a decimal point: 4,5 is refused rather than read as 45.
SEPARATORS = re.compile(r"(?<=[0-9])[,\u066c\s](?=[0-9]{3}(?![0-9]))")


class AmountField(forms.DecimalField):
    """A number in the digits and with the separators of either language."""

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.TextInput(attrs={"dir": "ltr", "inputmode": "decimal"}))
        super().__init__(**kwargs)

    def to_python(self, value):
        if isinstance(value, str):
            value = SEPARATORS.sub("", plain_typing(value)).replace("\u066b", ".").replace("\u2212", "-")
        return super().to_python(value)

    def prepare_value(self, value):
        return format(value.normalize(), "f") if isinstance(value, Decimal) else value


class FactForm(RowForm):
    amount = AmountField(
        label=_("number"), required=False, max_digits=24, decimal_places=6,
        help_text=_("Written once; each language sets its own digits and separators. Left empty for a value in words."),
    )  # fmt: skip

    def is_valid(self):
        # Only here are the wordings validated, too.
        is_valid = super().is_valid()
        if not self.is_bound or self.is_deferred_validation:
            return is_valid
        return self._is_whole() and is_valid

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("unit") and cleaned.get("amount") is None and "amount" not in self.errors:
            self.add_error("amount", _("A unit needs a number."))
        return cleaned

    def _is_whole(self):
        """What readers need to believe it: a value in every language that it is worded in, and where it is from."""
        has_amount = self.cleaned_data.get("amount") is not None or "amount" in self.errors
        faults = 0
        for form in self.formsets["wordings"].forms if "wordings" in self.formsets else ():
            words = getattr(form, "cleaned_data", {})
            if not words or words.get("DELETE"):
                continue
            if not has_amount and not words.get("value"):
                form.add_error("value", _("Give a number above, or the value in words."))
                faults += 1
            if not words.get("source"):
                form.add_error("source", _("Say where it is from: readers see it."))
                faults += 1
        return not faults
