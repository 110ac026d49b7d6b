"""Topics in the editor: tick-boxes in the editor's own language, because a controlled list is not for typing."""

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

from pages.folding import sort_key
from topics.models import Topic


class InOrderOfName(ModelChoiceIterator):
    """By the name that the editor reads: the table is ordered by the desk's own."""

    def __iter__(self):
        yield from sorted(map(self.choice, self.queryset), key=lambda choice: sort_key(choice[1]))

    def __bool__(self):
        return True


class TopicField(forms.ModelMultipleChoiceField):
    """The tag field of an item: takes and gives topics that exist, never names."""

    widget = forms.CheckboxSelectMultiple
    iterator = InOrderOfName

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Topics"))
        kwargs.setdefault("required", False)
        super().__init__(Topic.objects.prefetch_related("wordings"), **kwargs)
        self.widget.attrs["class"] = "nr-boxes"

    def clean(self, value):
        return list(super().clean(value))


def topics_of_asset(asset):
    """For the form of a picture, a document or a recording; Django gives it the topics that stand."""
    return TopicField(help_text=_("What it is about. Readers find it by them."))
