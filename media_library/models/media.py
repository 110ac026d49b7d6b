from django.db import models
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.models import Locale
from wagtail.search import index
from wagtailmedia.models import AbstractMedia

from wordings.models import Worded, Wording

from ..file_fields import PosterField, RecordingField
from ..names import new_etag
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

    def keep_captions(self, language_code, text):
        """Writes the captions of one language; False takes them away, None leaves what there is."""
        if text is None:
            return
        locale = Locale.objects.get(language_code=language_code)
        self.tracks.filter(locale=locale).delete()
        if text:
            Track.objects.create(media=self, locale=locale, text=text)

    def tracks_for(self, language=None):
        """Its captions, those in this language first: browsers switch the first on. No query if prefetched."""
        language = language or translation.get_language()
        return sorted(self.tracks.all(), key=lambda track: (track.language_code != language, track.language_code))


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


class Track(Wording):
    """What is said in a recording, in one language, timed: WebVTT, as `intake.subtitles` has written it."""

    media = models.ForeignKey(Media, on_delete=models.CASCADE, related_name="tracks")
    text = models.TextField(_("captions"))
    etag = models.CharField(max_length=16, editable=False, default=new_etag)
    #: The last part of its address: another one with each change, so that no cache shows old words.
    name = models.CharField(max_length=40, editable=False)

    class Meta:
        verbose_name = _("captions of a recording")
        verbose_name_plural = _("captions of recordings")
        constraints = [models.UniqueConstraint(fields=["media", "locale"], name="media_library_track_once")]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.etag = new_etag()
        self.name = f"captions-{self.language_code}-{self.etag[:8]}.vtt"
        super().save(*args, **kwargs)

    @property
    def url(self):
        return reverse("media_library:file", args=[self.media.public_id, self.name])
