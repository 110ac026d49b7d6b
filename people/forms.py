from django import forms
from django.utils.translation import gettext_lazy as _

from pages.forms import RowForm


class PersonForm(RowForm):
    languages = forms.CharField(
        label=_("languages"),
        required=False,
        help_text=_("Codes with commas, the best one first: fa, en, fr."),
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["languages"] = ", ".join(self.instance.languages or [])

    def clean_languages(self):
        text = self.cleaned_data["languages"].replace("،", ",")
        codes = [code.strip().lower() for code in text.split(",") if code.strip()]
        wrong = [code for code in codes if not (code.isascii() and code.isalpha() and 2 <= len(code) <= 3)]
        if wrong:
            raise forms.ValidationError(
                _("“%(codes)s” is no language code of two or three letters."),
                params={"codes": ", ".join(wrong)},
            )
        return codes

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("is_press_contact") and not (cleaned.get("phone") or cleaned.get("email")):
            self.add_error("phone", _("A press contact needs a phone number or an e-mail address."))
        return cleaned
