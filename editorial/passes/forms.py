from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pages.form_fields import CalendarDateTimeField, CalendarDateTimeInput
from pages.forms import KnownChoices, RowForm
from people.models import Journalist

from ..models import Embargo, Pass


class EmbargoForm(RowForm):
    """Once a release waits, its time is the embargo's, and is moved there."""

    # Wagtail's, for the fields of its forms: it is what makes `until` a date of both calendars.
    class Meta(RowForm.Meta):
        model = Embargo
        fields = ["until", "terms"]

    def __init__(self, *args, released_at=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["terms"].widget.attrs["rows"] = 4
        if released_at is not None:
            self.initial["until"] = released_at
            self.fields["until"].disabled = True

    def clean_until(self):
        until = self.cleaned_data["until"]
        if until <= timezone.now() and not self.fields["until"].disabled:
            raise forms.ValidationError(_("Choose a time that has not come yet."))
        return until


class _NamedWithOutlet(KnownChoices):
    def label_from_instance(self, journalist):
        return " · ".join(filter(None, [journalist.name, journalist.outlet, journalist.get_language_display()]))


class IssueForm(forms.Form):
    journalists = _NamedWithOutlet(
        label=_("Journalists"),
        queryset=Journalist.objects.none(),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "nr-boxes"}),
        error_messages={"required": _("Choose at least one journalist.")},
    )
    expires_at = CalendarDateTimeField(
        label=_("Works until"),
        required=False,
        widget=CalendarDateTimeInput,
        help_text=_("Left empty, until the embargo ends. After that the link leads to the public page."),
    )

    def __init__(self, *args, page, **kwargs):
        super().__init__(*args, **kwargs)
        holding = Pass.objects.filter(page_id=page.pk, revoked_at=None).values("journalist")
        self.fields["journalists"].queryset = Journalist.objects.active().exclude(pk__in=holding)

    def clean_expires_at(self):
        expires_at = self.cleaned_data["expires_at"]
        if expires_at and expires_at <= timezone.now():
            raise forms.ValidationError(_("Choose a time that has not come yet."))
        return expires_at
