"""Inputs that the blocks are made of."""

from django.utils import timezone
from wagtail import blocks

from pages.form_fields import CalendarDateField, CalendarDateInput, CalendarDateTimeField, CalendarDateTimeInput


class WrittenInEitherDirection:
    """Text inputs that take the direction of what is typed, not that of the interface."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.field.widget.attrs["dir"] = "auto"


class CharBlock(WrittenInEitherDirection, blocks.CharBlock):
    pass


class TextBlock(WrittenInEitherDirection, blocks.TextBlock):
    def __init__(self, *args, rows=2, **kwargs):
        super().__init__(*args, rows=rows, **kwargs)

    class Meta:
        icon = "pilcrow"


class CalendarDateBlock(blocks.DateBlock):
    """Understands dates of both calendars, like every date of the admin."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = CalendarDateField(
            required=self.field.required, help_text=self.field.help_text, widget=CalendarDateInput
        )
        self.field = field


class CalendarDateTimeBlock(blocks.DateTimeBlock):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = CalendarDateTimeField(
            required=self.field.required, help_text=self.field.help_text, widget=CalendarDateTimeInput
        )
        self.field = field

    def to_python(self, value):
        """A stored time without an offset, as imports write them, is of the site's zone."""
        moment = super().to_python(value)
        return timezone.make_aware(moment) if moment and timezone.is_naive(moment) else moment
