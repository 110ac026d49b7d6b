"""Where somebody says which desks may know of a piece."""

from django import forms
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail.permissions import policy_registry

from pages.forms import KnownChoices
from publication.gate import is_published

from ..models import NeedToKnow

ACTION = "editorial.need_to_know"


class DesksForm(forms.Form):
    groups = KnownChoices(
        Group.objects.order_by("name"), label=_("Desks"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "None: everybody who works here. Otherwise it does not exist for the others until it is public. Who "
            "decides at a step of its approval must be in one of them."
        ),
    )  # fmt: skip

    def __init__(self, *args, user, page, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.page = user, page

    def clean_groups(self):
        groups = self.cleaned_data["groups"]
        stays = self.user.is_superuser or self.page.owner_id == self.user.pk
        if groups and not stays and not self.user.groups.filter(pk__in=groups).exists():
            raise forms.ValidationError(_("With that it would be closed to yourself: choose one of your own desks."))
        return groups


def need_to_know(request, page_id):
    page = get_object_or_404(Page, pk=page_id, depth__gt=1)
    if not may_close(request.user, page):
        raise PermissionDenied
    row = NeedToKnow.objects.filter(page=page).first()
    form = DesksForm(
        request.POST if request.method == "POST" else None,
        user=request.user,
        page=page,
        initial={"groups": row.groups.all() if row else []},
    )
    if request.method == "POST" and form.is_valid():
        _close(page, form.cleaned_data["groups"], request.user)
        messages.success(request, gettext("Saved."))
        return redirect("wagtailadmin_pages:edit", page.pk)
    return TemplateResponse(request, "wagtailadmin/editorial/need_to_know.html", {"page": page, "form": form})


def may_close(user, page):
    """Whoever began it, and whoever may publish it: to close a piece is to take it out of others' hands."""
    policy = policy_registry.get(page)
    actions = {"change", "publish"} if page.owner_id == user.pk else {"publish"}
    return policy.user_has_any_permission_for_instance(user, actions, page)


def button_for(page, user):
    if page.depth > 1 and may_close(user, page) and not is_published(page):
        address = reverse("editorial_need_to_know", args=[page.pk])
        yield Button(gettext("Who may know of it…"), address, icon_name="lock", priority=14)


@transaction.atomic
def _close(page, groups, user):
    NeedToKnow.objects.filter(page=page).delete()
    if groups:
        NeedToKnow.objects.create(page=page, user=user).groups.set(groups)
    names = sorted(group.name for group in groups)
    log(instance=page, action=ACTION, user=user, data={"desks": names})


def describe(data):
    """For the history of the page."""
    if not data.get("desks"):
        return gettext("Everybody who works here may know of it")
    return gettext("Only these may know of it: %(desks)s") % {"desks": ", ".join(data["desks"])}
