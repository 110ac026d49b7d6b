"""Another file in place of one: first it is shown beside the present one, with everything that will show it, and only
then does it take its place."""

from datetime import timedelta

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log
from wagtail.models import UploadedFile
from wagtail.utils.file import hash_filelike

from ..forms import DocumentFormField, PictureFormField, RecordingFormField
from ..names import clean_file_name, new_etag
from .duplicates import with_hashes
from .kinds import DOCUMENTS, PICTURES, RECORDINGS, kind_named
from .replacement import preview_of, replace, size_of, warnings_about
from .where_used import places_of

FIELDS = {PICTURES: PictureFormField, DOCUMENTS: DocumentFormField, RECORDINGS: RecordingFormField}
LONGEST_NAME = 100
GONE = gettext_lazy("The new file is no longer there. Choose it again; nothing was changed.")
FULL = gettext_lazy("The file could not be stored: the disk is full or cannot be written. Nothing was saved.")


class ReplaceView(WagtailAdminTemplateMixin, FormView):
    """`?new=` names a file that was sent and waits for a word."""

    template_name = "wagtailadmin/media_library/replace.html"
    page_title = gettext_lazy("Replace the file")

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.kind = kind_named(kwargs["kind"])
        self.header_icon = self.kind.icon
        self.asset = get_object_or_404(self.kind.model, pk=kwargs["pk"])

    def dispatch(self, request, *args, **kwargs):
        if not self.kind.may_change(request.user, self.asset):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self):
        return self.asset.title

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.kind.index), "label": self.kind.model._meta.verbose_name_plural},
            {"url": self._edit_url, "label": self.asset.title},
            {"url": "", "label": _("Replace the file")},
        ]

    @property
    def _edit_url(self):
        return reverse(self.kind.edit, args=[self.asset.pk])

    def get_form(self, form_class=None):
        form = forms.Form(**self.get_form_kwargs())
        form.fields["file"] = FIELDS[self.kind](label=_("New file"), max_length=LONGEST_NAME)
        return form

    @cached_property
    def new(self):
        """The file that waits, of this very person for this kind; None without one, or where it is lost."""
        key = self.request.POST.get("new") or self.request.GET.get("new") or ""
        if not (key.isdecimal() and len(key) <= 18):
            return None
        of_kind = ContentType.objects.get_for_model(self.kind.model)
        found = UploadedFile.objects.filter(
            pk=int(key), for_content_type=of_kind, uploaded_by_user=self.request.user
        ).first()  # fmt: skip
        return found if found and found.file.storage.exists(found.file.name) else None

    def get(self, request, *args, **kwargs):
        return self._gone() if "new" in request.GET and self.new is None else super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        if "replace" in request.POST or "drop" in request.POST:
            return self._decided("replace" in request.POST)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        """Kept as it came, by which it is known again; the intake cleans it on its way into its place."""
        sent = self.request.FILES["file"]
        sent.seek(0)
        _forget_old(self.request.user)
        kept = UploadedFile(
            for_content_type=ContentType.objects.get_for_model(self.kind.model), uploaded_by_user=self.request.user
        )
        try:
            # A folder of its own: another file of the name would change this one's.
            kept.file.save(f"{new_etag()}/{clean_file_name(sent.name)}", sent)
        except OSError:
            form.add_error("file", FULL)
            return self.form_invalid(form)
        return redirect(f"{self.request.path}?new={kept.pk}")

    def _gone(self):
        messages.error(self.request, GONE)
        return redirect(self.request.path)

    def _decided(self, takes_its_place):
        if self.new is None:
            return self._gone()
        if not takes_its_place:
            _forget(self.new)
            return redirect(self.request.path)
        try:
            with self.new.file.open("rb") as content:
                replace(self.asset, File(content, _name_of(self.new)))
        except ValidationError as error:
            messages.error(self.request, " ".join(error.messages))
            return redirect(self.request.path)
        except OSError:
            messages.error(self.request, FULL)
            return redirect(self.request.get_full_path())
        _forget(self.new)
        log(instance=self.asset, action="wagtail.edit")
        messages.success(self.request, _("The file of “%(title)s” was replaced.") % {"title": self.asset.title})
        return redirect(self._edit_url)

    def get_context_data(self, **kwargs):
        places = places_of(self.asset, self.request.user)
        context = {
            "kind": self.kind,
            "asset": self.asset,
            "edit_url": self._edit_url,
            "is_picture": self.kind is PICTURES,
            "places": places,
            "public": [place for place in places if place.is_public],
            "approved": [place for place in places if place.approved],
            "new": self.new,
            **(self._about_the_new_one() if self.new else {}),
        }
        return {**super().get_context_data(**kwargs), **context}

    def _about_the_new_one(self):
        with self.new.file.open("rb") as file:
            came_as = hash_filelike(file)
            same = {came_as} & ({self.asset.came_as, self.asset.file_hash} - {""})
            others = with_hashes(self.kind, {came_as}, self.request.user).exclude(pk=self.asset.pk)
            context = {"is_the_same": bool(same), "duplicate": others.first(), "new_name": _name_of(self.new)}
            if self.kind is PICTURES:
                after = size_of(file)
                context |= {
                    "new_size": after,
                    "new_preview": preview_of(file),
                    "warnings": list(warnings_about(self.asset, after)) if after else [],
                }
        return context


def _name_of(uploaded):
    return uploaded.file.name.rpartition("/")[2]


def _forget(uploaded):
    uploaded.file.delete(save=False)
    uploaded.delete()


def _forget_old(user):
    """What this person has sent and left: files of a day ago carry nobody further."""
    # Wagtail's row has no time; the file has.
    for uploaded in UploadedFile.objects.filter(uploaded_by_user=user):
        try:
            sent = uploaded.file.storage.get_modified_time(uploaded.file.name)
        except (OSError, NotImplementedError):
            sent = None
        if sent is None or sent < timezone.now() - timedelta(days=1):
            _forget(uploaded)
