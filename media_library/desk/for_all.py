"""What may be set for many assets at once: a form of fields that may all be left empty, and stay as they are then."""

import logging

from django import forms
from django.db import DatabaseError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log

from ..form_parts import parts
from ..many import many_at_once

logger = logging.getLogger(__name__)

COLUMNS = ("terms", "credit", "creator", "copyright_notice", "source", "expires_on", "genre")


class ForAllForm(forms.Form):
    """Fields of the kind's own, all of them free to be left as they are."""

    def __init__(self, *args, kind, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = kind
        names = {field.name for field in kind.model._meta.get_fields()}
        dressed = {part.name: part for part in parts if not part.save}
        for name in (*COLUMNS, "topics"):
            if name in names:
                self.fields[name] = _free(kind.model, name, dressed.get(name))
        self.fields["topics"].help_text = _("They are added to those that each file has.")
        collections = kind.policy.collections_user_has_permission_for(user, "add")
        if len(collections) > 1:
            self.fields["collection"] = forms.ModelChoiceField(
                collections, label=gettext_lazy("Collection"), required=False, empty_label=UNCHANGED
            )

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not any(cleaned.values()):
            raise forms.ValidationError(_("Nothing is filled in: there is nothing to set."))
        return cleaned

    def chosen(self):
        """What was filled in, as this form reads it again."""
        filled = {name: value for name, value in self.cleaned_data.items() if value}
        return {name: self.fields[name].prepare_value(value) for name, value in filled.items()}

    def apply_to_all(self, assets):
        """In one transaction. Returns those that were set, and those that stay as they were because it failed."""
        try:
            with many_at_once():
                # Two desks that set the same do not wait for one another.
                for asset in sorted(assets, key=lambda asset: asset.pk):
                    self.apply(asset)
        except DatabaseError:
            logger.exception("%s files were not set", len(assets))
            return [], assets
        return assets, []

    def apply(self, asset):
        """Saved by itself, so that whatever follows an asset follows."""
        for name, value in self.cleaned_data.items():
            if value and name != "topics":
                setattr(asset, name, value)
        asset.save()
        asset.topics.add(*self.cleaned_data.get("topics") or [])
        log(instance=asset, action="wagtail.edit")


UNCHANGED = gettext_lazy("as it is")


def _free(model, name, part):
    column = model._meta.get_field(name)
    field = part.make(model()) if part else column.formfield(required=False)
    field.required, field.initial, field.help_text = False, None, ""
    if getattr(column, "choices", None):
        field = forms.ChoiceField(label=field.label, required=False, choices=[("", UNCHANGED), *column.choices])
    return field


def form_for_all(kind, user, data=None):
    return ForAllForm(data, kind=kind, user=user)
