"""From which day until which: two fields of the library's form, in the calendar of the page."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _

from pages.calendar import format_date, written
from pages.digits import is_persian
from pages.form_fields import CalendarDateField

NAMES = ("since", "until")
LONGEST = 40


class Days(forms.Form):
    """What the query of an address asks for. A day that cannot be read narrows nothing; its field says why."""

    since = CalendarDateField(label=pgettext_lazy("a day", "From"), required=False, widget=forms.DateInput)
    until = CalendarDateField(label=pgettext_lazy("a day", "Until"), required=False, widget=forms.DateInput)

    def __init__(self, data, form_id):
        super().__init__({name: _as_shown(data.get(name, "")[:LONGEST]) for name in NAMES}, auto_id=f"{form_id}-%s")
        # The browser's own calendar is Gregorian: whoever counts in another one types.
        types = is_persian(get_language())
        self.fields["since"].help_text = _("For example 2026-11-30 or 1405/9/9.") if types else ""
        for field in self.fields.values():
            attrs = {"type": "text" if types else "date", "dir": "ltr", "form": form_id, "autocomplete": "off"}
            field.widget = forms.DateInput(attrs=attrs)

    def clean(self):
        since, until = (self.cleaned_data.get(name) for name in NAMES)
        if since and until and until < since:
            self.add_error("until", _("This day lies before the first."))

    @cached_property
    def asked(self):
        """Field to day, of those that could be read."""
        self.full_clean()
        return {name: day for name in NAMES if (day := self.cleaned_data.get(name))}

    @property
    def said(self):
        """Field to what it asks for, in words."""
        words = {"since": _("From %(day)s"), "until": _("Until %(day)s")}
        return {name: words[name] % {"day": format_date(day, get_language())} for name, day in self.asked.items()}

    def hold(self, day):
        """Whether something of this day is asked for; what nobody has dated is not."""
        return bool(day) and self.asked.get("since", day) <= day <= self.asked.get("until", day)


def _as_shown(text):
    """A day as fields of this page write it: the address may come from a page of the other calendar."""
    try:
        day = CalendarDateField(required=False, widget=forms.DateInput).clean(text)
    except ValidationError:
        return text
    return written(day, get_language()) if day else ""
