"""Webhooks in the admin, for owners: addresses, their secrets, which are shown once, and what became of each event."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.views.generic import CreateView, EditView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import log

from outbox.models import Delivery
from pages.bidi import isolate
from pages.forms import LONGEST_KEY, RowForm

from . import webhooks
from .announcing import EVENTS
from .models import WebhookEndpoint

#: Of the log, so many rows are shown.
SHOWN = 100


class EndpointForm(RowForm):
    events = forms.MultipleChoiceField(
        label=_("Events"), choices=[(event, event) for event in EVENTS], required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "nr-boxes"}), help_text=_("None chosen: all of them."),
    )  # fmt: skip

    class Meta:
        model = WebhookEndpoint
        fields = ["name", "url", "events", "language", "enabled"]
        widgets = {"url": forms.URLInput}


class EndpointCreateView(CreateView):
    @transaction.atomic
    def save_instance(self):
        endpoint = self.form.instance
        endpoint.owner = self.request.user
        self.secret = endpoint.renew_secret()
        return super().save_instance()

    def save_action(self):
        """The answer itself shows the secret: in a session or a message it would be kept."""
        return shown_once(self.request, self.object, self.secret)


class EndpointEditView(EditView):
    def save_instance(self):
        if self.form.instance.enabled:
            self.form.instance.disabled_because = ""
        return super().save_instance()

    @cached_property
    def header_more_buttons(self):
        log_of_it = Button(
            gettext("Log and secret"), reverse("webhook:inspect", args=[self.object.pk]), icon_name="history"
        )
        return [*super().header_more_buttons, log_of_it]


class EndpointInspectView(InspectView):
    """Its log, and what can be done with it. Only those who may change it come here."""

    any_permission_required = ["change"]
    template_name = "wagtailadmin/syndication/webhook.html"

    def get_page_title(self):
        return gettext("Log and secret")

    def post(self, request, *args, **kwargs):
        action, _colon, named = request.POST.get("action", "").partition(":")
        if action == "secret":
            return self.renew_secret()
        if action == "test":
            webhooks.put_test(self.object, request.user)
            messages.success(request, gettext("The test is on its way. What became of it stands below in a moment."))
        elif action == "repeat":
            key = int(named) if named.isdecimal() and len(named) <= LONGEST_KEY else 0
            self.repeat(self.rows().filter(pk=key))
        elif action == "repeat_all":
            self.repeat(self.rows().filter(state__in=[Delivery.State.GIVEN_UP, Delivery.State.CANCELLED]))
        else:
            raise PermissionDenied
        return redirect("webhook:inspect", self.object.pk)

    def renew_secret(self):
        secret = self.object.renew_secret()
        self.object.save(update_fields=["secret", "previous_secret", "previous_until"])
        log(instance=self.object, action="wagtail.edit", user=self.request.user)
        return shown_once(self.request, self.object, secret)

    def repeat(self, rows):
        if sum(row.repeat() for row in rows):
            messages.success(self.request, gettext("It will be tried again within seconds."))

    def rows(self):
        return Delivery.objects.filter(channel=webhooks.NAME, lane=self.object.lane)

    def get_context_data(self, **kwargs):
        rows = list(self.rows().order_by("-pk")[:SHOWN])
        return super().get_context_data(rows=rows, endpoint=self.object, **kwargs)


def shown_once(request, endpoint, secret):
    title = gettext("The secret of the webhook")
    listed = {"url": reverse("webhook:index"), "label": gettext("Webhooks")}
    context = {
        "endpoint": endpoint, "secret": secret, "header_title": title, "header_icon": "key",
        "breadcrumbs_items": [listed, {"url": "", "label": title}],
    }  # fmt: skip
    answer = TemplateResponse(request, "wagtailadmin/syndication/secret.html", context)
    answer.headers["Cache-Control"] = "no-store"
    return answer


class EndpointViewSet(ModelViewSet):
    model = WebhookEndpoint
    name = "webhook"
    icon = "link-external"
    menu_label = _("Webhooks")
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    add_view_class, edit_view_class = EndpointCreateView, EndpointEditView
    inspect_view_class = EndpointInspectView
    list_display = [
        "name",
        Column("url", label=_("Address"), accessor=lambda endpoint: isolate(endpoint.url)),
        BooleanColumn("enabled", label=pgettext_lazy("switched", "On")),
        DateColumn("answered_at", label=_("Last answered")),
    ]

    def get_form_class(self, for_update=False):
        return EndpointForm

    def get_edit_handler(self):
        return None
