"""Corrections in the admin. Whoever may edit a piece may write what is said about the change; readers learn of it when
the piece is published, so it needs no approval of its own, and from then on it stands."""

from contextlib import contextmanager

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import CreateView, DeleteView, EditView, IndexView
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.views.generic.usage import UsageView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import policy_registry, register_permission_policy

from pages.bidi import isolate
from pages.calendar import format_datetime
from pages.forms import RowForm

from .desk.rows import may, pages_open_to
from .models import Correction
from .models.need_to_know import open_to

KEEPS = ("change", "delete")


class EditorsOfThePiece(BasePermissionPolicy):
    """No permission of its own: what is said about a piece is written by those who may edit it."""

    def user_has_permission(self, user, action):
        return may(user, "change", Page)

    def users_with_any_permission(self, actions):
        return get_user_model().objects.filter(is_active=True)

    def user_has_permission_for_instance(self, user, action, instance):
        if action in KEEPS and (instance.is_out or is_locked_for(user, instance.page)):
            return False
        return policy_registry.get_by_type(Page).user_has_permission_for_instance(user, "change", instance.page)

    def user_has_any_permission_for_instance(self, user, actions, instance):
        return any(self.user_has_permission_for_instance(user, action, instance) for action in actions)

    def instances_user_has_any_permission_for(self, user, actions):
        return Correction.objects.filter(page__in=pages_open_to(user).order_by().values("pk"))


def is_locked_for(user, page):
    """Whether somebody else reviews the page now, or it is scheduled: what is said about it is reviewed with it."""
    lock = page.specific.get_lock()
    return bool(lock and lock.for_user(user))


def is_correctable(page):
    """Whether readers have read it, and its page shows corrections."""
    return page.first_published_at is not None and getattr(page.specific_class, "shows_corrections", False)


class CorrectionForm(RowForm):
    """About one piece that readers have seen, and that its writer may edit."""

    def clean_page(self):
        page = self.cleaned_data["page"]
        if not (is_correctable(page) and pages_open_to(self.for_user).filter(pk=page.pk).exists()):
            self.add_error("page", _("Choose a piece that has been published and that you may edit."))
        elif is_locked_for(self.for_user, page):
            self.add_error("page", _("The piece waits for somebody else's decision, or for its time."))
        return page


class _BackToThePiece:
    def get_success_url(self):
        return reverse("wagtailadmin_pages:edit", args=[self.form.instance.page_id])


class CorrectionCreateView(_BackToThePiece, CreateView):
    def get_initial_form_instance(self):
        return Correction(user=self.request.user)

    def get_initial(self):
        asked = self.request.GET.get("page", "")
        if not asked.isdecimal():
            return super().get_initial()
        page = get_object_or_404(Page.objects.filter(open_to(self.request.user)), pk=asked)
        if not policy_registry.get_by_type(Page).user_has_permission_for_instance(self.request.user, "change", page):
            raise PermissionDenied
        return {**super().get_initial(), "page": page}

    def get_success_message(self, instance):
        return gettext("Written. Readers are told when the piece is published next.")


class _WhileItWaits:
    """Wagtail asks only whether the user may change corrections at all."""

    def get_object(self, *args, **kwargs):
        correction = super().get_object(*args, **kwargs)
        if not self.permission_policy.user_has_permission_for_instance(self.request.user, "change", correction):
            raise PermissionDenied
        return correction

    @contextmanager
    def held(self):
        """Until it is saved: its page may be published meanwhile, and then it has been told."""
        with transaction.atomic():
            if not Correction.objects.waiting().filter(pk=self.object.pk).select_for_update().first():
                raise PermissionDenied
            yield


class CorrectionEditView(_WhileItWaits, _BackToThePiece, EditView):
    def save_instance(self):
        with self.held():
            return super().save_instance()


class CorrectionDeleteView(_WhileItWaits, DeleteView):
    def delete_action(self):
        with self.held():
            super().delete_action()


class _OfTheirs:
    """Wagtail shows history and usage to whoever may change corrections at all."""

    def get_object(self, *args, **kwargs):
        correction = super().get_object(*args, **kwargs)
        if not policy_registry.get(correction).user_has_permission_for_instance(self.request.user, "view", correction):
            raise PermissionDenied
        return correction


class CorrectionHistoryView(_OfTheirs, HistoryView):
    pass


class CorrectionUsageView(_OfTheirs, UsageView):
    pass


class CorrectionIndexView(IndexView):
    def get_base_queryset(self):
        theirs = self.permission_policy.instances_user_has_any_permission_for(self.request.user, {"view"})
        return theirs.select_related("page", "user")

    def get_edit_url(self, instance):
        return None if instance.is_out else super().get_edit_url(instance)

    def get_delete_url(self, instance):
        return None if instance.is_out else super().get_delete_url(instance)


def told_at(correction):
    return format_datetime(correction.at, get_language()) if correction.is_out else gettext("with the next publication")


class CorrectionViewSet(ModelViewSet):
    model = Correction
    name = "correction"
    icon = "warning"
    menu_label = pgettext_lazy("menu", "Corrections")
    menu_order = 195
    add_to_admin_menu = True
    copy_view_enabled = False
    add_to_reference_index = False
    add_view_class, edit_view_class = CorrectionCreateView, CorrectionEditView
    delete_view_class, index_view_class = CorrectionDeleteView, CorrectionIndexView
    history_view_class, usage_view_class = CorrectionHistoryView, CorrectionUsageView
    list_filter = ["kind"]
    list_per_page = 50
    ordering = ["-pk"]
    list_display = [
        "isolated",
        Column("get_kind_display", label=_("Kind")),
        Column(
            "page", label=_("Piece"), accessor=lambda correction: isolate(correction.page.get_admin_display_title())
        ),
        Column("at", label=_("Told"), accessor=told_at),
        Column("user", label=_("Written by")),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("page"),
            FieldPanel("kind"),
            MultiFieldPanel(["said", "says", "credited_to"], heading=_("What readers are told")),
        ],
        base_form_class=CorrectionForm,
    )


register_permission_policy(Correction, EditorsOfThePiece(Correction))


def address_for(page):
    """Where a correction of this page is written."""
    return format_html("{}?page={}", reverse("correction:add"), page.pk)


def button_for(page, user):
    policy = policy_registry.get_by_type(Page)
    if is_correctable(page) and policy.user_has_permission_for_instance(user, "change", page):
        yield Button(gettext("Correct…"), address_for(page), icon_name="warning", priority=12)
