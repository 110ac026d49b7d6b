from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from pages.digits import format_number
from pages.form_fields import CalendarAwareFormMixin, CalendarDateTimeField, CalendarDateTimeInput

from ..models import ReviewComment, ReviewLink
from ..models.review import in_a_week

LONGEST_DAYS = 90
LONGEST_COMMENT = ReviewComment._meta.get_field("words").max_length


class InviteForm(CalendarAwareFormMixin, forms.Form):
    name = forms.CharField(label=_("Name"), max_length=ReviewLink._meta.get_field("name").max_length)
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    expires_at = CalendarDateTimeField(label=_("Works until"), widget=CalendarDateTimeInput, initial=in_a_week)
    speaker = forms.ChoiceField(
        label=_("May consent to the quotes of"),
        required=False,
        help_text=_("Choose a speaker where you ask the person quoted, or whoever speaks for them."),
    )

    def __init__(self, *args, page, speakers, **kwargs):
        super().__init__(*args, **kwargs)
        self.page = page
        self.fields["speaker"].choices = [("", _("Nobody")), *((name, name) for name in speakers)]

    def clean_email(self):
        email = self.cleaned_data["email"]
        if ReviewLink.objects.living().filter(page_id=self.page.pk, email__iexact=email).exists():
            raise forms.ValidationError(_("Somebody with this address has a link. Send it again, or revoke it first."))
        return email

    def clean_expires_at(self):
        expires_at, now = self.cleaned_data["expires_at"], timezone.now()
        if expires_at <= now:
            raise forms.ValidationError(_("Choose a time that has not come yet."))
        if (expires_at - now).days >= LONGEST_DAYS:
            words = gettext("A link works for %(number)s days at most.")
            raise forms.ValidationError(words % {"number": format_number(LONGEST_DAYS, get_language())})
        return expires_at


class _Lines(forms.CharField):
    """A line break counts once, as it does for the browser."""

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


class CommentForm(forms.Form):
    passage = forms.ChoiceField(
        label=pgettext_lazy("a comment", "About"),
        required=False,
        error_messages={"invalid_choice": _("Choose a passage of this text.")},
    )
    words = _Lines(
        label=_("Your comment"),
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        error_messages={"required": _("Write what you would like to say.")},
    )

    def __init__(self, *args, text, **kwargs):
        super().__init__(*args, **kwargs)
        self.text = text
        labels = [(str(one.number), one.begins) for one in text if one.words]
        self.fields["passage"].choices = [("", _("The whole text")), *labels]

    def clean_passage(self):
        """How it begins."""
        chosen = self.cleaned_data["passage"]
        return next((one.begins for one in self.text if str(one.number) == chosen), "")
