"""Rights, subject and place for many at once: from a listing, and right after an upload. What is left empty stays."""

from django.http import JsonResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.admin.views.bulk_action.mixins import ReferenceIndexMixin
from wagtail.documents.views.bulk_actions import AddTagsBulkAction as TagDocuments
from wagtail.documents.views.bulk_actions import AddToCollectionBulkAction as CollectDocuments
from wagtail.documents.views.bulk_actions import DeleteBulkAction as DeleteDocuments
from wagtail.images.views.bulk_actions import AddTagsBulkAction as TagPictures
from wagtail.images.views.bulk_actions import AddToCollectionBulkAction as CollectPictures
from wagtail.images.views.bulk_actions import DeleteBulkAction as DeletePictures

from ..models import AssetUse
from ..models.batch_change import AT_ONCE
from .batch import begin, progress_of
from .for_all import ForAllForm
from .kinds import DOCUMENTS, PICTURES, RECORDINGS, kind_of
from .listing import LISTINGS

WORDS_FOR_ALL = "set_for_all"
#: Digits of a primary key; more no row has, and SQLite stumbles over it.
LONGEST_KEY = 18


class AsListed:
    """*All in the listing* are those that the listing shows, filters and search included."""

    @classmethod
    def get_queryset(cls, model, object_ids):
        keys = [key for key in map(str, object_ids) if key.isdecimal() and len(key) <= LONGEST_KEY]
        # Of each, its collection says who may do what with it.
        return super().get_queryset(model.objects.select_related("collection"), keys)

    def get_all_objects_in_listing_query(self, parent_id):
        view = LISTINGS[self.model]()
        view.setup(self.request)
        return [asset.pk for asset in view.get_queryset()]


class SetForAll(AsListed, BulkAction):
    display_name = gettext_lazy("Set for all…")
    aria_label = gettext_lazy("Set credit, terms and more for the selected files")
    action_type = WORDS_FOR_ALL
    template_name = "wagtailadmin/media_library/set_for_all.html"
    action_priority = 5
    form_class = ForAllForm
    models = [kind.model for kind in (PICTURES, DOCUMENTS, RECORDINGS)]

    @cached_property
    def kind(self):
        return kind_of(self.model())

    def check_perm(self, asset):
        return self.kind.may_change(self.request.user, asset)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "kind": self.kind, "user": self.request.user}

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "kind": self.kind}

    def form_valid(self, form):
        """From the page of uploads it is asked for without leaving it."""
        assets, refused = self.get_actionable_objects()
        refused = refused["items_with_no_access"]
        if len(assets) > AT_ONCE:
            return self._begun(begin(form, assets, self.request.user), refused)
        done, failed = form.apply_to_all(assets)
        told = self.get_success_message(len(done), 0)
        if self._asked_by_script:
            told = [told, *_not_set(failed), *_not_yours(refused)]
            return JsonResponse({"success": not failed, "set": [asset.pk for asset in done], "messages": told})
        if done:
            messages.success(self.request, told)
        for text in _not_set(failed):
            messages.error(self.request, text)
        return redirect(self.next_url)

    def _begun(self, batch, refused):
        """So many are set by a job: a page shows how far it has come."""
        if not self._asked_by_script:
            return redirect(progress_of(batch, self.next_url))
        told = [_("They are being set, some at a time."), *_not_yours(refused)]
        return JsonResponse({"success": True, "set": batch.keys, "messages": told, "progress": progress_of(batch)})

    def form_invalid(self, form):
        if not self._asked_by_script:
            return super().form_invalid(form)
        errors = [text for name, texts in form.errors.items() for text in _named(form, name, texts)]
        return JsonResponse({"success": False, "messages": errors})

    @property
    def _asked_by_script(self):
        return self.request.headers.get("x-requested-with") == "XMLHttpRequest"

    def get_success_message(self, num_parent_objects, num_child_objects):
        return ngettext("%(count)s file was changed.", "%(count)s files were changed.", num_parent_objects) % {
            "count": num_parent_objects
        }


def _not_yours(assets):
    return [_("“%(title)s” is not yours to change.") % {"title": asset.title} for asset in assets]


def _not_set(assets):
    return [_("“%(title)s” could not be changed. Please try again.") % {"title": asset.title} for asset in assets]


def _named(form, name, texts):
    return texts if name == "__all__" else [f"{form.fields[name].label}: {text}" for text in texts]


class WarnsOfPublicUse:
    """What readers see now goes with its file: told before it is deleted."""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        shown = AssetUse.objects.filter(public_id__in=[row["item"].public_id for row in context["items"]])
        return {**context, "in_public": shown.values("public_id").distinct().count()}


class DeleteRecordings(WarnsOfPublicUse, ReferenceIndexMixin, AsListed, BulkAction):
    display_name = gettext_lazy("Delete")
    aria_label = gettext_lazy("Delete selected recordings")
    action_type = "delete"
    template_name = "wagtailadmin/media_library/delete_recordings.html"
    action_priority = 100
    classes = {"serious"}
    models = [RECORDINGS.model]

    def check_perm(self, recording):
        return RECORDINGS.policy.user_has_permission_for_instance(self.request.user, "delete", recording)

    @classmethod
    def execute_action(cls, objects, **kwargs):
        for recording in objects:
            recording.delete()
        return len(objects), 0

    def get_usage_url(self, item):
        return item.usage_url

    def get_success_message(self, num_parent_objects, num_child_objects):
        return ngettext(
            "%(count)s recording has been deleted.", "%(count)s recordings have been deleted.", num_parent_objects
        ) % {"count": num_parent_objects}


class DeleteManyPictures(WarnsOfPublicUse, AsListed, DeletePictures):
    template_name = "wagtailadmin/media_library/delete_pictures.html"


class DeleteManyDocuments(WarnsOfPublicUse, AsListed, DeleteDocuments):
    template_name = "wagtailadmin/media_library/delete_documents.html"


def _as_listed(stock):
    return type(stock.__name__, (AsListed, stock), {})


#: Wagtail's own among them: of *all in the listing* they would take those that its filters leave out.
ACTIONS = (
    SetForAll,
    DeleteManyPictures,
    DeleteManyDocuments,
    DeleteRecordings,
    *map(_as_listed, (TagPictures, CollectPictures, TagDocuments, CollectDocuments)),
)
