from functools import partial

from django.core.files.storage import default_storage
from django.db import models, transaction
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument
from wagtail.search import index

from wordings.models import Worded, Wording

from ..file_fields import DocumentField
from .asset import RIGHTS_FIELDS, Asset, asset_path, gate_address
from .words import AssetWords


class Document(Asset, Worded, AbstractDocument):
    folder = "documents"

    file = DocumentField(_("file"), upload_to=asset_path)
    tags = TaggableManager(_("tags"), help_text=None, blank=True, related_name="library_documents")
    page_count = models.PositiveIntegerField(_("pages"), null=True, blank=True, editable=False)
    language = models.CharField(
        _("language of the text"), max_length=16, blank=True, help_text=_("Left empty, readers are not told.")
    )
    accessible_version = models.ForeignKey(
        "self", verbose_name=_("accessible version"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="accessible_for",
        help_text=_("The same in a form that can be read aloud. It is offered beside this one."),
    )  # fmt: skip
    #: Drawn of the first page by a job; in the folder of the document, behind its gate.
    preview = models.CharField(max_length=100, blank=True, editable=False)
    preview_width = models.PositiveIntegerField(null=True, editable=False)
    preview_height = models.PositiveIntegerField(null=True, editable=False)

    admin_form_fields = ("title", "file", "language", "accessible_version", *RIGHTS_FIELDS, "collection", "tags")
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

    def adopt(self, found):
        if self.preview:
            transaction.on_commit(partial(default_storage.delete, self.preview))
        self.page_count, self.preview, self._is_new = None, "", True
        super().adopt(found)

    def save(self, *args, **kwargs):
        self.store_new_files()
        is_new = self.__dict__.pop("_is_new", False)
        if is_new:
            self.file_size = self.file.size  # Wagtail's forms measure it; here it is known whoever saves
        super().save(*args, **kwargs)
        if is_new and self.has_first_page:
            from ..tasks import make_preview

            transaction.on_commit(lambda: make_preview.enqueue(self.pk))

    @property
    def has_first_page(self):
        """Whether a preview can be drawn of it."""
        return self.file_extension.lower() == "pdf"

    @property
    def preview_url(self):
        return gate_address(self.preview)

    @property
    def language_name(self):
        """The name of its language in that language, "" where nobody has said it."""
        return get_language_info(self.language)["name_local"] if self.language else ""


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
