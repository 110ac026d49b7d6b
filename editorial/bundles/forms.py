from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList

from pages.forms import RowForm
from publication.models import Recall

MOST_KEYS = 200


class BundleForm(RowForm):
    """Name, moment and note. The moment is of the site's zone, whatever zone its writer's account has."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        self.fields["at"].help_text = format_lazy(
            "{} {}", _("In the site's zone, dates of either calendar:"), settings.TIME_ZONE
        )

    def clean_at(self):
        at = self.cleaned_data["at"]
        if "at" in self.changed_data and at <= timezone.now():
            raise forms.ValidationError(_("This moment has passed: choose a later one."))
        return at


FORM = ObjectList([FieldPanel("name"), FieldPanel("at"), FieldPanel("note")], base_form_class=BundleForm)


class ChosenPages(forms.Form):
    """Primary keys of pages, as the chooser's script writes them: 3,17,28."""

    pages = forms.RegexField(
        r"^[0-9]{1,18}(,[0-9]{1,18})*$", max_length=19 * MOST_KEYS, error_messages={"invalid": _("Choose pages.")}
    )

    def clean_pages(self):
        return {int(key) for key in self.cleaned_data["pages"].split(",")}


class RecallForm(forms.ModelForm):
    """Why it is withdrawn, and whether readers are told."""

    class Meta:
        model = Recall
        fields = ["reason", "is_public"]
        labels = {"reason": _("Why it is withdrawn"), "is_public": _("Tell readers at its address")}
        widgets = {"reason": forms.Textarea(attrs={"rows": 2, "dir": "auto"})}
