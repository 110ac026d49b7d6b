"""*Set for all*, of more files than anybody waits for: a job sets them, and a page shows how far it has come."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ..models import BatchChange
from .kinds import kind_named
from .tasks import set_for_all

#: Seconds until the page asks again.
AGAIN = 3


def begin(form, assets, user):
    """Queues the job, with what it needs to know. Returns its row."""
    keys = sorted(asset.pk for asset in assets)
    with transaction.atomic():
        batch = BatchChange.objects.create(user=user, kind=form.kind.name, values=form.chosen(), keys=keys)
        set_for_all.enqueue(batch.pk)
    return batch


def progress_of(batch, next_url=""):
    """The address of the page that shows it, and leads on to another."""
    address = reverse("asset_batch", args=[batch.pk])
    return f"{address}?{urlencode({'next': next_url})}" if next_url else address


class BatchView(WagtailAdminTemplateMixin, TemplateView):
    """For whoever has asked for it, and for those who may do the same themselves."""

    template_name = "wagtailadmin/media_library/batch.html"
    page_title = gettext_lazy("Set for all")

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.batch = get_object_or_404(BatchChange.objects.select_related("user"), pk=kwargs["pk"])
        self.kind = kind_named(self.batch.kind)
        self.header_icon = self.kind.icon

    def dispatch(self, request, *args, **kwargs):
        if request.user != self.batch.user and not self._may_do_the_same(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def _may_do_the_same(self, user):
        all_of_them = self.kind.model.objects.filter(pk__in=self.batch.keys)
        closed = all_of_them.exclude(pk__in=self.kind.changeable_by(user).values("pk"))
        return self.kind.policy.user_has_permission(user, "change") and not closed.exists()

    def get(self, request, *args, **kwargs):
        response = super().get(request, *args, **kwargs)
        if not self.batch.finished:
            response["Refresh"] = AGAIN
        return response

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.kind.index), "label": self.kind.model._meta.verbose_name_plural},
            {"url": "", "label": _("Set for all")},
        ]

    def get_context_data(self, **kwargs):
        context = {
            "batch": self.batch,
            "total": len(self.batch.keys),
            "failed": self._failed(),
            "number_set": len(self.batch.keys) - len(self.batch.failed),
            "next": get_valid_next_url_from_request(self.request) or reverse(self.kind.index),
        }
        return {**super().get_context_data(**kwargs), **context}

    def _failed(self):
        """What stayed as it was: the file, if it is there, with its form for those who may open it, and why."""
        keys = self.batch.failed
        assets = self.kind.model.objects.select_related("collection").in_bulk([int(key) for key in keys])
        for key, why in keys.items():
            asset = assets.get(int(key))
            may_edit = asset is not None and self.kind.may_change(self.request.user, asset)
            address = reverse(self.kind.edit, args=[key]) if may_edit else ""
            yield {"asset": asset, "why": BatchChange.Why(why).label, "edit_url": address}
