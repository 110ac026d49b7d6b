from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext_lazy as _

from pages.digits import is_persian, persian_digits
from pages.form_fields import CalendarDateTimeField, CalendarDateTimeInput
from pages.forms import RowForm
from people.request import PressRequest

from .files import files_of, key_of, name_of_size

USUAL, LONGEST = timedelta(days=14), timedelta(days=90)
GRANT, REFUSE, AGAIN, REVOKE = "grant", "refuse", "again", "revoke"


class AnswerForm(RowForm):
    """What the journalist is told, and with `decision=grant` what they get and how long. `asset` is None where the file
    is gone, or its rights have ended: then it can only be refused."""

    files = forms.MultipleChoiceField(
        label=_("Files"), required=False, widget=forms.CheckboxSelectMultiple(attrs={"class": "nr-boxes"})
    )
    expires_at = CalendarDateTimeField(
        label=_("Works until"), required=False, widget=CalendarDateTimeInput,
        help_text=_("At most 90 days from now. With the rights to the file the link ends too."),
    )  # fmt: skip

    class Meta:
        model = PressRequest
        fields = ["answer"]
        labels = {"answer": _("Your words to the journalist")}
        help_texts = {"answer": _("Are sent as they are, in the mail about your decision. Needed to refuse.")}

    def __init__(self, *args, asset=None, link=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.decision = self.data.get("decision", "")
        offers = files_of(asset)
        self.fields["files"].choices = [(key_of(offer), _named(offer)) for offer in offers]
        self.fields["answer"].widget.attrs["rows"] = 4
        self.initial["files"] = link.files if link else [key_of(offer) for offer in offers]
        self.initial["expires_at"] = timezone.now() + USUAL
        if not self.instance.is_waiting:
            del self.fields["answer"]

    def clean(self):
        cleaned = super().clean()
        if self.decision == REFUSE and not cleaned.get("answer", "").strip():
            self.add_error("answer", _("Say why, in a sentence that the journalist can use."))
        if self.decision in (GRANT, AGAIN):
            self._clean_grant(cleaned)
        return cleaned

    def _clean_grant(self, cleaned):
        if not cleaned.get("files") and "files" not in self.errors:
            self.add_error("files", _("Choose at least one file."))
        until, now = cleaned.get("expires_at"), timezone.now()
        if "expires_at" in self.errors:
            return
        if until is None or until <= now:
            self.add_error("expires_at", _("Choose a time that has not come yet."))
        elif until > now + LONGEST + timedelta(hours=1):
            self.add_error("expires_at", _("Choose a time within 90 days."))


def _named(offer):
    """Original, JPEG, 6000 × 4000."""
    size = f"{offer.width} × {offer.height}" if offer.width else ""
    parts = filter(None, [name_of_size(offer.size), offer.form.upper(), size])
    text = pgettext("between items of a list", ", ").join(parts)
    return persian_digits(text) if is_persian(get_language() or "") else text
