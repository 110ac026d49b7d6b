"""Asking the press desk for a file that is not free: the form, and what comes after it. Nothing of what is sent is ever
shown in public."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from dialogue import rate
from dialogue.forms import TRAP, MailAddressField, NameField, WordsField
from dialogue.views import TOO_MANY, UNCERTAIN, UNCLEAR, CsrfCheck
from editorial.asking.letters import tell_desk
from media_library.models import Image, Terms
from media_library.models.asset import today
from media_library.renditions import prefetch_pictures
from media_library.titles import heading_of
from media_library.uses import public_asset
from pages.digits import is_persian
from pages.form_fields import CalendarDateField
from people.request import LONGEST_NAME, LONGEST_OUTLET, LONGEST_TEXT, PressRequest

TEMPLATE = "stories/asking.html"


class OutletField(NameField):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.widget = forms.TextInput(attrs={"dir": "auto", "autocomplete": "organization"})


class RequestForm(forms.ModelForm):
    name = NameField(
        label=gettext_lazy("Your name"),
        most=LONGEST_NAME,
        error_messages={"required": gettext_lazy("Write your name.")},
    )
    outlet = OutletField(
        label=gettext_lazy("For which outlet"), most=LONGEST_OUTLET,
        help_text=gettext_lazy("Paper, station, site or agency; “freelance” if none yet."),
        error_messages={"required": gettext_lazy("Write for whom you work.")},
    )  # fmt: skip
    email = MailAddressField(
        label=gettext_lazy("Your e-mail address"),
        help_text=gettext_lazy("The answer goes there, and with it the link to the file."),
        error_messages=dict.fromkeys(
            ["required", "invalid", "max_length"], gettext_lazy("Write an e-mail address, as name@example.org.")
        ),
    )
    purpose = WordsField(
        label=gettext_lazy("What for"), most=LONGEST_TEXT, rows=5,
        help_text=gettext_lazy("What the piece is about, and where and when it will appear."),
        error_messages={"required": gettext_lazy("Write what you need it for.")},
    )  # fmt: skip
    deadline = CalendarDateField(
        label=gettext_lazy("Needed by"), required=False, widget=forms.DateInput,
        help_text=gettext_lazy("The day of your deadline, for example 2026-11-30 or 1405/9/9."),
    )  # fmt: skip

    class Meta:
        model = PressRequest
        fields = ["name", "outlet", "email", "purpose", "deadline"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # The browser's own calendar is Gregorian: whoever counts in another one types.
        kind = "text" if is_persian(get_language()) else "date"
        self.fields["deadline"].widget = forms.DateInput(format="%Y-%m-%d", attrs={"dir": "ltr", "type": kind})

    def clean_deadline(self):
        deadline = self.cleaned_data["deadline"]
        if deadline and deadline < today():
            raise ValidationError(_("This day is over."))
        return deadline

    @property
    def came_from_a_machine(self):
        return bool(self.data.get(TRAP))


class _Asked:
    """The file that the address names, if anybody may see it and has to ask for it. Three queries, found or not."""

    def __init__(self, public_id):
        # PostgreSQL refuses to compare NUL; no id holds one.
        self.asset = public_asset(public_id.replace("\0", ""))
        if self.asset is None or self.asset.terms != Terms.ASK:
            raise Http404
        if isinstance(self.asset, Image):
            prefetch_pictures([self.asset])
        self.public_id = public_id

    @property
    def context(self):
        return {
            "asset": self.asset, "title": heading_of(self.asset)[0], "is_picture": isinstance(self.asset, Image),
            "action": reverse("ask_for", args=[self.public_id]), "months": settings.REQUEST_KEPT_MONTHS,
        }  # fmt: skip

    def render(self, request, template=TEMPLATE, status=200, **context):
        return _for_one(render(request, template, self.context | context, status=status))


def below_media_page(page, request, public_id):
    """`<media page>/<public id>/request/`: the form as a part of the library."""
    asked = _Asked(public_id)
    context = asked.context | {"form": RequestForm(), "route": f"{public_id}/request/"}
    return _for_one(page.render(request, template=TEMPLATE, context_overrides=context))


@csrf_exempt  # it asks itself, below
@require_http_methods(["GET", "HEAD", "POST"])
def ask_for(request, public_id):
    """`/<language>/ask/<public id>/`: where the form is sent to."""
    asked = _Asked(public_id)
    if request.method != "POST":
        return asked.render(request, form=RequestForm())
    form = RequestForm(request.POST)
    if CsrfCheck(lambda request: None).process_view(request, None, (), {}):
        refusal = _("Your browser has not sent the cookie of this form. Allow cookies here, and send it again.")
        return asked.render(request, status=UNCERTAIN, form=form, refusal=refusal)
    if not form.came_from_a_machine:
        if not form.is_valid():
            return asked.render(request, status=UNCLEAR, form=form)
        if rate.is_too_often(request):
            return _later(asked, request, form)
        _keep(request, asked, form.instance)
    return HttpResponseRedirect(reverse("asked_for", args=[public_id]))


@require_safe
def asked_for(request, public_id):
    """`/<language>/ask/<public id>/thanks/`: what happens next."""
    return _Asked(public_id).render(request, "stories/asked.html")


def _later(asked, request, form):
    refusal = _("Many requests have come from your network within the hour. Please try again later, or call us.")
    response = asked.render(request, status=TOO_MANY, form=form, refusal=refusal)
    response["Retry-After"] = int(rate.WINDOW.total_seconds())
    return response


def _keep(request, asked, row):
    row.kind, row.subject, row.language = PressRequest.Kind.ASSET, asked.public_id, get_language()
    with transaction.atomic():
        # A second click on the button is no second request.
        known = PressRequest.objects.waiting().filter(subject=row.subject, email=row.email, purpose=row.purpose)
        if not known.exists():
            row.save()
            rate.note(request)
            tell_desk(row)


def _for_one(response):
    """Holds a token for this reader alone; and a form is nothing that somebody searches for."""
    patch_cache_control(response, private=True, no_store=True)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
