from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument
from wagtail.search import index

from wordings.models import Worded, Wording

from ..file_fields import DocumentField
from .asset import RIGHTS_FIELDS, Asset, asset_path
from .words import AssetWords


class Document(Asset, Worded, AbstractDocument):
    folder = "documents"

    file = DocumentField(_("file"), upload_to=asset_path)
    tags = TaggableManager(_("tags"), help_text=None, blank=True, related_name="library_documents")

    admin_form_fields = ("title", "file", *RIGHTS_FIELDS, "collection", "tags")
    search_fields = [
        *AbstractDocument.search_fields,
        *Asset.rights_search_fields,
        index.RelatedFields(
            "wordings",
            [
                index.SearchField("title"),
                index.AutocompleteField("title"),
                index.SearchField("description"),
                index.AutocompleteField("description"),
            ],
        ),
    ]

    class Meta(AbstractDocument.Meta):
        permissions = [("choose_document", "Can choose document")]

    def clean(self):
        # Wagtail's second step of an upload judges the row before it gives it its file, and breaks on the lack.
        if self.file:
            super().clean()


class DocumentWording(AssetWords, Wording):
    asset = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="wordings")
    title = models.CharField(_("title for readers"), max_length=255, blank=True)
    description = models.TextField(_("description"), blank=True)

    class Meta:
        verbose_name = _("words of a document")
        verbose_name_plural = _("words of documents")
        constraints = [models.UniqueConstraint(fields=["asset", "locale"], name="media_library_document_words")]

    def __str__(self):
        return self.title or self.description
