from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.search import index
from wagtailmedia.models import AbstractMedia

from wordings.models import Worded, Wording

from ..file_fields import PosterField, RecordingField
from .asset import RIGHTS_FIELDS, Asset, asset_path
from .words import AssetWords


class Media(Asset, Worded, AbstractMedia):
    """An audio or video recording, with a poster picture (`thumbnail`)."""

    folder = "media"
    file_fields = ("file", "thumbnail")

    file = RecordingField(_("file"), upload_to=asset_path)
    thumbnail = PosterField(_("poster picture"), upload_to=asset_path, blank=True)
    file_hash = models.CharField(max_length=40, blank=True, editable=False, db_index=True)
    tags = TaggableManager(_("tags"), help_text=None, blank=True, related_name="library_media")

    admin_form_fields = (
        "title", "file", "duration", "width", "height", "thumbnail", *RIGHTS_FIELDS, "collection", "tags",
    )  # fmt: skip
    search_fields = [
        *AbstractMedia.search_fields,
        index.FilterField("id"),
        index.FilterField("created_at"),
        *Asset.rights_search_fields,
        index.RelatedFields(
            "wordings",
            [
                index.SearchField("title"),
                index.AutocompleteField("title"),
                index.SearchField("caption"),
                index.AutocompleteField("caption"),
                index.SearchField("transcript"),
            ],
        ),
    ]

    class Meta(AbstractMedia.Meta):
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")


class MediaWording(AssetWords, Wording):
    asset = models.ForeignKey(Media, on_delete=models.CASCADE, related_name="wordings")
    title = models.CharField(_("title for readers"), max_length=255, blank=True)
    caption = models.TextField(_("caption"), blank=True)
    transcript = models.TextField(_("transcript"), blank=True)
    place = models.CharField(_("place"), max_length=160, blank=True, help_text=_("Where it was recorded."))

    class Meta:
        verbose_name = _("words of a recording")
        verbose_name_plural = _("words of recordings")
        constraints = [models.UniqueConstraint(fields=["asset", "locale"], name="media_library_media_words")]

    def __str__(self):
        return self.title or self.caption
