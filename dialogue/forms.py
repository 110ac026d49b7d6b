from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from pages.bidi import strip_controls
from pages.digits import format_number

from .models import LONGEST_ADDRESS, LONGEST_NAME, LONGEST_PASSAGE, LONGEST_TEXT, Suggestion

#: A field that no reader sees: whatever fills it in is a machine.
TRAP = "homepage"
#: No browser cuts what is too long, which it would do in silence: the reader is told, and cuts it.
UNCUT = "maxlength"


def in_digits(number):
    return format_number(number, get_language())


def plain(text):
    """What a reader has typed, without what nobody can see. A line ends in one character, as it was counted."""
    return strip_controls(text).replace("\r\n", "\n").replace("\r", "\n").strip()


class _Plain:
    def to_python(self, value):
        return super().to_python(plain(value) if isinstance(value, str) else value)

    def widget_attrs(self, widget):
        return {name: value for name, value in super().widget_attrs(widget).items() if name != UNCUT}


class WordsField(_Plain, forms.CharField):
    """Free text of at most so many characters."""

    def __init__(self, *, most, rows=3, **kwargs):
        self.most = most
        super().__init__(widget=forms.Textarea(attrs={"dir": "auto", "rows": rows}), **kwargs)

    def validate(self, value):
        super().validate(value)
        if len(value) > self.most:
            words = gettext("Please shorten this to %(most)s characters; it has %(number)s.")
            raise ValidationError(words % {"most": in_digits(self.most), "number": in_digits(len(value))})


class NameField(WordsField):
    """It goes into a mail and a log, so it is one line."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.widget = forms.TextInput(attrs={"dir": "auto", "autocomplete": "name"})

    def to_python(self, value):
        return " ".join(super().to_python(value).split())


class WebAddressField(_Plain, forms.URLField):
    # A text field: a browser's `url` refuses what we complete, in the language of the browser.
    widget = forms.TextInput(attrs={"dir": "ltr", "inputmode": "url"})
    default_validators = [URLValidator(schemes=["http", "https"])]


class MailAddressField(_Plain, forms.EmailField):
    widget = forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "email"})


def _written(number):
    """In the digits of whoever reads it; `number` is called then."""
    return lazy(lambda: in_digits(number()), str)()


class SuggestionForm(forms.ModelForm):
    """What a reader fills in."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[
            (Suggestion.Kind.CORRECTION, _("A correction: something is wrong")),
            (Suggestion.Kind.ADDITION, _("An addition: something is missing")),
        ],
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Say whether something is wrong or missing.")),
    )
    passage = WordsField(
        label=_("Which passage?"), most=LONGEST_PASSAGE, required=False,
        help_text=_("Copy it from the piece. Leave it empty if it is about the whole."),
    )  # fmt: skip
    text = WordsField(
        label=_("What is wrong or missing?"), most=LONGEST_TEXT, rows=7,
        help_text=format_lazy(
            _("Say how you know, if you can. At most {number} characters."), number=_written(lambda: LONGEST_TEXT)
        ),
        error_messages={"required": _("Write what is wrong or missing.")},
    )  # fmt: skip
    source_url = WebAddressField(
        label=_("Where can we check it?"), max_length=LONGEST_ADDRESS, required=False, assume_scheme="https",
        help_text=_("The address of a page or document, if there is one."),
        error_messages={
            "invalid": _("Write the whole address, such as https://example.org/page."),
            "max_length": _("This address is too long. Leave it out, or say above where to look."),
        },
    )  # fmt: skip
    name = NameField(
        label=_("Your name"), most=LONGEST_NAME, required=False,
        help_text=_("If a correction comes of it, readers learn whom to thank. Leave it empty to stay unnamed."),
    )  # fmt: skip
    email = MailAddressField(
        label=_("Your e-mail address"), required=False,
        help_text=format_lazy(
            _("For our answer and nothing else. Deleted {number} days after it."),
            number=_written(lambda: settings.SUGGESTION_EMAIL_DAYS),
        ),
        error_messages=dict.fromkeys(["invalid", "max_length"], _("Write an e-mail address, as name@example.org.")),
    )  # fmt: skip

    class Meta:
        model = Suggestion
        fields = ["kind", "passage", "text", "source_url", "name", "email"]

    @property
    def came_from_a_machine(self):
        return bool(self.data.get(TRAP))
