"""Addresses of the admin. Those of Wagtail keep their names and places: here stands what answers there."""

from django.urls import path
from wagtail.documents.views.documents import DeleteView

from . import listing, uploading
from .batch import BatchView
from .replacing import ReplaceView
from .report import CareReportView


class DeleteDocumentView(DeleteView):
    template_name = "wagtailadmin/media_library/confirm_delete.html"


urls = [
    path("images/", listing.PicturesView.as_view()),
    path("images/results/", listing.PicturesView.as_view(results_only=True)),
    path("images/add/", uploading.AddPictureView.as_view()),
    path("images/multiple/add/", uploading.AddPicturesView.as_view()),
    path("documents/", listing.DocumentsView.as_view()),
    path("documents/results/", listing.DocumentsView.as_view(results_only=True)),
    path("documents/add/", uploading.AddDocumentView.as_view()),
    path("documents/delete/<int:document_id>/", DeleteDocumentView.as_view()),
    path("documents/multiple/add/", uploading.AddDocumentsView.as_view()),
    path("media/", listing.RecordingsView.as_view()),
    path("media/results/", listing.RecordingsView.as_view(results_only=True), name="media_index_results"),
    path("media/multiple/add/", uploading.AddRecordingsView.as_view(), name="media_add_multiple"),
    path("media/multiple/<int:media_id>/", uploading.EditRecordingView.as_view(), name="media_edit_multiple"),
    path(
        "media/multiple/<int:media_id>/delete/", uploading.DeleteRecordingView.as_view(), name="media_delete_multiple"
    ),
    path(
        "media/multiple/create/<int:uploaded_file_id>/",
        uploading.CreateRecordingView.as_view(),
        name="media_create_multiple",
    ),
    path(
        "media/multiple/delete_upload/<int:uploaded_file_id>/",
        uploading.DeleteUploadedRecordingView.as_view(),
        name="media_delete_upload",
    ),
    path("assets/<slug:kind>/<int:pk>/replace/", ReplaceView.as_view(), name="asset_replace"),
    path("assets/set-for-all/<int:pk>/", BatchView.as_view(), name="asset_batch"),
    path("reports/asset-care/", CareReportView.as_view(), name="asset_care_report"),
    path("reports/asset-care/results/", CareReportView.as_view(results_only=True), name="asset_care_report_results"),
]
