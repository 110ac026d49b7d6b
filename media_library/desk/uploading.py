"""Many files at once: Wagtail's own page, with recordings as well, and words for all of them at one time."""

import os

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.views.generic import multiple_upload
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.documents.views import documents
from wagtail.documents.views import multiple as many_documents
from wagtail.images.views import images
from wagtail.images.views import multiple as many_pictures
from wagtailmedia.forms import get_media_form

from ..models import Media
from .bulk import WORDS_FOR_ALL
from .duplicates import duplicates_of
from .for_all import form_for_all
from .kinds import DOCUMENTS, PICTURES, RECORDINGS


class TellsOfDuplicates:
    """Mixed into Wagtail's page of uploads: the file that is there already is shown beside the new one."""

    kind = None
    template_name = "wagtailadmin/media_library/add_multiple.html"

    def get_edit_object_response_data(self):
        data = super().get_edit_object_response_data()
        same = duplicates_of(self.object, self.request.user).first()
        data["duplicate"] = same is not None
        if same is not None:
            data["confirm_duplicate_upload"] = self._shown(same)
        return data

    def _shown(self, same):
        context = {
            "kind": self.kind,
            "same": same,
            "edit_url": reverse(self.kind.edit, args=[same.pk]),
            "may_edit": self.kind.may_change(self.request.user, same),
            "delete_action": reverse(self.delete_object_url_name, args=[self.object.pk]),
        }
        return render_to_string("wagtailadmin/media_library/duplicate.html", context, request=self.request)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        for_all = form_for_all(self.kind, self.request.user)
        address = reverse("wagtail_bulk_action", args=["media_library", self.kind.name, WORDS_FOR_ALL])
        return {
            **context,
            "kind": self.kind,
            "upload_url": self.request.path,
            "for_all": for_all,
            "for_all_url": address,
            "form_media": context["form_media"] + for_all.media,
            "max_filesize": context.get("max_filesize"),
            "max_title_length": self.form.fields["title"].max_length,
            "accepted": self.accepted(),
            "too_big": self.form.fields["file"].error_messages.get("file_too_large_unknown_size", ""),
            "wrong_ending": _("Files of this kind are not taken. Possible are: %(allowed)s.")
            % {"allowed": ", ".join(sorted(self.accepted()))},
        }


class AddPicturesView(TellsOfDuplicates, many_pictures.AddView):
    kind = PICTURES
    page_title = gettext_lazy("Add pictures")

    def accepted(self):
        return settings.WAGTAILIMAGES_EXTENSIONS


class AddDocumentsView(TellsOfDuplicates, many_documents.AddView):
    kind = DOCUMENTS

    def accepted(self):
        return settings.WAGTAILDOCS_EXTENSIONS


def media_type_of(name):
    """Audio or video, by the ending; what is neither counts as video, and the intake refuses it in words."""
    extension = os.path.splitext(name)[1].lstrip(".").lower()
    return "audio" if extension in settings.WAGTAILMEDIA["AUDIO_EXTENSIONS"] else "video"


def recording_form():
    return get_media_form(Media)


def later_recording_form():
    """Of the second step: everything but the file itself."""
    return get_media_form(Media, fields=[name for name in Media.admin_form_fields if name != "file"])


class _OfRecordings:
    edit_object_form_prefix = "media"
    context_object_name = "media"
    context_object_id_name = "media_id"
    edit_object_url_name = "media_edit_multiple"
    delete_object_url_name = "media_delete_multiple"
    edit_upload_url_name = "media_create_multiple"
    delete_upload_url_name = "media_delete_upload"
    edit_upload_form_prefix = "uploaded-media"
    context_upload_name = "uploaded_media"
    context_upload_id_name = "uploaded_file_id"

    def get_model(self):
        return Media

    def get_upload_form_class(self):
        return recording_form()

    def get_edit_form_class(self):
        return later_recording_form()


class AddRecordingsView(TellsOfDuplicates, _OfRecordings, WagtailAdminTemplateMixin, multiple_upload.AddView):
    kind = RECORDINGS
    header_icon = "media"
    page_title = gettext_lazy("Add recordings")

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("wagtailmedia:index"), "label": _("Recordings")},
            {"url": "", "label": self.get_page_title()},
        ]

    def accepted(self):
        return [*settings.WAGTAILMEDIA["AUDIO_EXTENSIONS"], *settings.WAGTAILMEDIA["VIDEO_EXTENSIONS"]]

    def get_upload_form_class(self):
        """Audio or video must be known before the row is judged; only the name of the file tells."""
        sent = self.request.FILES.get("files[]")
        stock, kind = recording_form(), media_type_of(sent.name) if sent else "video"

        class UploadForm(stock):
            def __init__(self, *args, **kwargs):
                super().__init__(*args, **{**kwargs, "instance": Media(type=kind)})

        return UploadForm

    def save_object(self, form):
        recording = form.save(commit=False)
        recording.uploaded_by_user = self.request.user
        recording.save()
        return recording


class EditRecordingView(_OfRecordings, multiple_upload.EditView):
    pk_url_kwarg = "media_id"


class DeleteRecordingView(_OfRecordings, multiple_upload.DeleteView):
    pk_url_kwarg = "media_id"


class CreateRecordingView(_OfRecordings, multiple_upload.CreateFromUploadView):
    upload_pk_url_kwarg = "uploaded_file_id"

    def save_object(self, form):
        self.object.type = media_type_of(self.upload.file.name)
        super().save_object(form)


class DeleteUploadedRecordingView(_OfRecordings, multiple_upload.DeleteUploadView):
    upload_pk_url_kwarg = "uploaded_file_id"


class TellsAfterwards:
    """Mixed into the form for a single file: it is saved, and the editor hears of the one that is there."""

    kind = None

    def save_instance(self):
        asset = super().save_instance()
        tell_of_duplicates(self.request, self.kind, asset)
        return asset


class AddPictureView(TellsAfterwards, images.CreateView):
    kind = PICTURES


class AddDocumentView(TellsAfterwards, documents.CreateView):
    kind = DOCUMENTS


def tell_of_duplicates(request, kind, asset):
    same = duplicates_of(asset, request.user).first()
    if same is not None:
        told = _("The library has this very file already: “%(title)s”. Delete one of them if you need it once.")
        button = messages.button(reverse(kind.edit, args=[same.pk]), _("Open the one that is there"))
        messages.warning(request, told % {"title": same.title}, buttons=[button])
