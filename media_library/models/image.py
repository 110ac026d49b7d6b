from django.db import models, transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.images.models import AbstractImage, AbstractRendition, SourceImageIOError
from wagtail.search import index

from wordings.models import Worded, Wording

from ..file_fields import PictureField
from ..many import follow
from ..names import new_etag
from .asset import RIGHTS_FIELDS, Asset, asset_path, gate_address
from .words import AssetWords


class Genre(models.TextChoices):
    """What a picture is."""

    PHOTO = "photo", _("photograph")
    ILLUSTRATION = "illustration", _("illustration")
    DIAGRAM = "diagram", _("diagram")
    MAP = "map", _("map")
    PANORAMA = "panorama", _("panorama")


class Image(Asset, Worded, AbstractImage):
    """A picture. Its alternative text and caption are wordings; that it is decorative is said by each use."""

    folder = "images"

    file = PictureField(_("file"), upload_to=asset_path, width_field="width", height_field="height")
    genre = models.CharField(_("sort of picture"), max_length=12, choices=Genre.choices, default=Genre.PHOTO)
    tags = TaggableManager(_("tags"), help_text=None, blank=True, related_name="library_images")

    admin_form_fields = (
        "title", "file", "genre", *RIGHTS_FIELDS, "collection", "tags",
        "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height",
    )  # fmt: skip
    search_fields = [
        *AbstractImage.search_fields,
        *Asset.rights_search_fields,
        index.RelatedFields(
            "wordings",
            [
                index.SearchField("title"),
                index.AutocompleteField("title"),
                index.SearchField("alt"),
                index.AutocompleteField("alt"),
                index.SearchField("caption"),
                index.AutocompleteField("caption"),
                index.SearchField("place"),
                index.AutocompleteField("place"),
            ],
        ),
    ]

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        permissions = [("choose_image", "Can choose image")]

    @property
    def default_alt_text(self):
        """Never the title, which says what a file is called and not what it shows."""
        wording = self.alt_wording
        return wording.alt if wording else ""

    @property
    def alt_wording(self):
        """The wording whose alternative text is shown: the active language's, else any that has one, else None.

        A picture that is not decorative is better described in another language, named as such, than not at all.
        """
        described = [wording for wording in self.wordings.all() if wording.alt]
        language = translation.get_language()
        fitting = [wording for wording in described if wording.language_code == language]
        return next(iter([*fitting, *described]), None)

    def adopt(self, found):
        super().adopt(found)
        self.has_new_file = True

    def save(self, *args, **kwargs):
        """Files that readers have already got are brought up to date once the change stands. Those of an earlier upload
        are theirs no longer."""
        is_new = self._state.adding
        super().save(*args, **kwargs)
        replaced = self.__dict__.pop("has_new_file", False)
        if not is_new:
            had_files = replaced and (self.downloads.all().delete()[0] + self.renditions.all().delete()[0])
            follow(_make_sizes if had_files else _keep_sizes, self.pk)

    def create_rendition(self, filter):
        """A disk that is full costs an editor the small picture, and not the page that shows it."""
        try:
            return super().create_rendition(filter)
        except OSError as error:
            raise SourceImageIOError(str(error)) from error

    def create_renditions(self, *filters):
        from ..making import says

        with says(self):  # Wagtail makes several in threads of its own, which must not ask the database
            return super().create_renditions(*filters)

    def generate_rendition_instance(self, filter, source):
        rendition = super().generate_rendition_instance(filter, source)
        rendition.mark = self.statement.mark
        return rendition

    def is_svg(self):
        """Wagtail makes SVG of SVG; here every size is a picture of points, which goes wherever pictures go."""
        return False

    def generate_rendition_file(self, filter, *, source=None):
        from ..making import generate

        return generate(self, filter, source, super().generate_rendition_file)


def _make_sizes(keys):
    from ..renditions import enqueue_renditions

    transaction.on_commit(lambda: enqueue_renditions(keys))


def _keep_sizes(keys):
    from ..renditions import keep_up

    transaction.on_commit(lambda: keep_up(keys))


class Shape(models.TextChoices):
    """The named sizes that cut a picture, with the pixels of each; see `PIXELS`."""

    SOCIAL = "social", _("social, wide")
    SQUARE = "square", _("social, square")
    STORY = "story", _("social, tall")


PIXELS = {Shape.SOCIAL: (1200, 630), Shape.SQUARE: (1080, 1080), Shape.STORY: (1080, 1920)}


class Crop(models.Model):
    """What an editor has chosen to show of a picture in one shape, in pixels of the original. Where there is none, the
    focal point decides."""

    wagtail_reference_index_ignore = True

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="crops")
    shape = models.CharField(_("shape"), max_length=8, choices=Shape.choices)
    x = models.PositiveIntegerField()
    y = models.PositiveIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("crop of a picture")
        verbose_name_plural = _("crops of pictures")
        constraints = [models.UniqueConstraint(fields=["image", "shape"], name="media_library_crop_once")]

    def __str__(self):
        return f"{self.image_id} {self.shape}"


class ImageWording(AssetWords, Wording):
    asset = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="wordings")
    title = models.CharField(_("title for readers"), max_length=255, blank=True)
    alt = models.CharField(
        _("alternative text"),
        max_length=500,
        blank=True,
        help_text=_("What the picture shows, for people who do not see it."),
    )
    caption = models.TextField(_("caption"), blank=True)
    place = models.CharField(_("place"), max_length=160, blank=True, help_text=_("Where it was taken."))

    class Meta:
        verbose_name = _("words of a picture")
        verbose_name_plural = _("words of pictures")
        constraints = [models.UniqueConstraint(fields=["asset", "locale"], name="media_library_image_words")]

    def __str__(self):
        return self.alt or self.caption


class Rendition(AbstractRendition):
    """One size of a picture in one format, beside the original in the picture's own folder."""

    image = models.ForeignKey(Image, related_name="renditions", on_delete=models.CASCADE)
    etag = models.CharField(max_length=16, editable=False, default=new_etag)
    #: Stands for what the file says of itself, see `embedded.Statement`.
    mark = models.CharField(max_length=16, editable=False, default="")

    class Meta:
        verbose_name = _("size of a picture")
        verbose_name_plural = _("sizes of pictures")
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="media_library_rendition_once"
            )
        ]

    def __str__(self):
        return self.filter_spec

    def save(self, *args, **kwargs):
        if self.file and not self.file._committed:
            self.mark = getattr(self.file.file, "mark", "")
        super().save(*args, **kwargs)

    def get_upload_to(self, filename):
        return f"{self.image.folder}/{self.image.public_id}/{filename}"

    @property
    def url(self):
        return gate_address(self.file.name, "rendition")
