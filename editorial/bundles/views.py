"""The list of bundles and the form of one. Each view asks for itself whether its user may; a bundle that they may not
open is not there."""

from datetime import UTC

from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import CreateView, EditView, IndexView
from wagtail.log_actions import log

from pages.bidi import isolate
from pages.calendar import format_datetime
from pages.digits import format_number
from publication.models import Release, TooLate

from . import moves
from .permissions import LOOK, POLICY, bundles_open_to


def address_of(release):
    return reverse("release:look", args=[release.pk])


def in_utc(moment):
    """With its date, which may be another than the site's: 2026-11-23 04:30 UTC."""
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


class OnTheSitesClock:
    """Moments are read and written in the site's zone, whatever zone the reader's account has."""

    def dispatch(self, request, *args, **kwargs):
        with timezone.override(timezone.get_default_timezone()):
            response = super().dispatch(request, *args, **kwargs)
            return response.render() if hasattr(response, "render") and not response.is_rendered else response


# -- The list --------------------------------------------------------------------------------------------------


def state_of(release):
    return release.get_state_display()


def preflight_of(release):
    """As somebody, or the runner, has last found it."""
    if not release.is_open:
        return "–"
    if release.blockers is None:
        return gettext("not checked yet")
    if not release.blockers:
        return gettext("ready")
    return gettext("missing: %(count)s") % {"count": format_number(release.blockers, get_language())}


class BundleIndexView(OnTheSitesClock, IndexView):
    any_permission_required = ["add", "change", LOOK]

    def get_base_queryset(self):
        return bundles_open_to(self.request.user).annotate(size=Count("items"))

    def get_edit_url(self, instance):
        return address_of(instance)

    def get_list_buttons(self, instance):
        return []


COLUMNS = [
    TitleColumn("name", label=_("Release"), accessor=lambda release: isolate(release.name), get_url=address_of),
    Column("at", label=_("Goes live at"), accessor=lambda r: format_datetime(r.at, get_language()), sort_key="at"),
    Column("size", label=_("Items"), accessor=lambda release: format_number(release.size, get_language())),
    Column("state", label=_("State"), accessor=state_of, sort_key="state"),
    Column("preflight", label=_("Preflight"), accessor=preflight_of),
]


# -- The form ----------------------------------------------------------------------------------------------------


class BundleCreateView(OnTheSitesClock, CreateView):
    def get_initial_form_instance(self):
        return Release(user=self.request.user, state=Release.State.DRAFT)

    def get_success_url(self):
        return address_of(self.form.instance)

    def get_success_buttons(self):
        return []


class BundleEditView(OnTheSitesClock, EditView):
    def get_object(self, *args, **kwargs):
        release = get_object_or_404(bundles_open_to(self.request.user), pk=self.kwargs["pk"])
        if not POLICY.user_has_permission_for_instance(self.request.user, "change", release):
            raise PermissionDenied
        return release

    def dispatch(self, request, *args, **kwargs):
        release = self.get_object()
        if not release.is_open:
            messages.error(request, too_late(release))
            return redirect(address_of(release))
        return super().dispatch(request, *args, **kwargs)

    def save_instance(self):
        """These fields alone: the runner writes the others meanwhile."""
        given, release = self.form.cleaned_data, self.object
        release.hold()
        Release.objects.filter(pk=release.pk).update(name=given["name"], note=given["note"])
        if "at" in self.form.changed_data:
            moves.move(release, given["at"], self.request.user)
        log(instance=release, action="wagtail.edit", user=self.request.user, content_changed=self.form.has_changed())
        release.refresh_from_db()
        return release

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except TooLate:
            messages.error(self.request, too_late(self.object))
        except moves.NotReady as refusal:
            messages.error(self.request, str(refusal))
        return redirect(address_of(self.object))

    def get_success_url(self):
        return address_of(self.object)

    def get_success_buttons(self):
        return []


def too_late(release):
    """In words, with what has happened to it meanwhile."""
    release = Release.objects.filter(pk=release.pk).first()
    if release is None or release.state == Release.State.CANCELLED:
        return gettext("Too late: the release has been cancelled.")
    if release.state == Release.State.DONE:
        when = timezone.localtime(release.done_at, timezone.get_default_timezone())
        return gettext("Too late: it went out at %(time)s.") % {"time": format_datetime(when, get_language())}
    return gettext("It has been changed meanwhile: look at it again.")
