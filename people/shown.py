"""Who is shown in a picture, or seen or heard in a recording: a field of the forms of assets."""

from django import forms
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.widgets import AdminSnippetChooser

from media_library.form_parts import FormPart
from media_library.models import Document
from pages.forms import LONGEST_KEY

from .models import Person, Shown

#: Empty choosers below those that are filled; saving makes room for more.
ROOM = 3


class PeopleChooser(forms.Widget):
    """As many choosers as people, and some that wait. Their value is a list of keys."""

    def __init__(self, attrs=None):
        super().__init__(attrs)
        self.chooser = AdminSnippetChooser(model=Person)

    @property
    def media(self):
        return self.chooser.media

    def value_from_datadict(self, data, files, name):
        chosen = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
        return [key for key in chosen if key]

    def value_omitted_from_data(self, data, files, name):
        return name not in data

    def render(self, name, value, attrs=None, renderer=None):
        identity = (attrs or {}).get("id", f"id_{name}")
        slots = [*filter(_may_be_key, value or []), *[None] * ROOM]
        choosers = (
            (self.chooser.render(name, key, {"id": identity if number == 0 else f"{identity}_{number}"}),)
            for number, key in enumerate(slots)
        )
        return format_html_join("", '<div class="nr-person">{}</div>', choosers)


def _may_be_key(value):
    return str(value).isdecimal() and len(str(value)) <= LONGEST_KEY


class PeopleField(forms.Field):
    widget = PeopleChooser

    def clean(self, value):
        keys = list(filter(_may_be_key, value or []))
        found = Person.objects.in_bulk(keys)
        if len(keys) != len(value or []) or len(found) != len(set(map(int, keys))):
            raise forms.ValidationError(_("One of these people is no longer there. Choose again."))
        return list(found.values())

    def has_changed(self, initial, data):
        return [str(key) for key in initial or []] != [str(key) for key in data or []]


def field_for(asset):
    """None for a document, in which nobody is seen."""
    if isinstance(asset, Document):
        return None
    shown = Shown.objects.filter(public_id=asset.public_id) if asset.pk else Shown.objects.none()
    return PeopleField(
        label=_("People shown"),
        required=False,
        initial=list(shown.order_by("pk").values_list("person", flat=True)),
        help_text=_("Who is seen or heard. Readers find the picture by them."),
    )


def keep_shown(asset, people):
    """The rows of the asset are these people, and nobody else."""
    rows = Shown.objects.filter(public_id=asset.public_id)
    rows.exclude(person__in=people).delete()
    Shown.objects.bulk_create(
        [Shown(person=person, public_id=asset.public_id) for person in people], ignore_conflicts=True
    )


def forget_shown(instance, **kwargs):
    """After an asset is deleted."""
    Shown.objects.filter(public_id=instance.public_id).delete()


PEOPLE_SHOWN = FormPart("people_shown", field_for, keep_shown)
