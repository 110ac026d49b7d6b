"""What is seen and heard."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock
from wagtailmedia.blocks import AudioChooserBlock, VideoChooserBlock

from media_library.models import Image
from pages.document import Figure, Link, Recording, StatesDocument

from .fields import CharBlock, TextBlock
from .groups import MEDIA


class ImageValue(blocks.StructValue):
    @property
    def shown_caption(self):
        image = self.get("image")
        return self.get("caption") or (image.word("caption") if image else "")


def a_picture():
    """For the preview in the block chooser: the newest picture of the library, or none."""
    return {"image": Image.objects.order_by("-pk").first(), "caption": "", "decorative": False, "width": "text"}


def some_pictures():
    return [{"image": image, "caption": ""} for image in Image.objects.order_by("-pk")[:4]]


class ImageBlock(StatesDocument, blocks.StructBlock):
    image = ImageChooserBlock(label=_("Picture"))
    caption = TextBlock(
        label=_("Caption"), required=False, help_text=_("Left empty, the picture's own caption stands here.")
    )
    decorative = blocks.BooleanBlock(
        label=_("Decorative"),
        required=False,
        help_text=_("Says nothing that the text does not: read aloud as nothing."),
    )
    width = blocks.ChoiceBlock(
        label=_("Width"),
        choices=[
            ("text", _("as the text")),
            ("wide", _("wide")),
            ("bleed-end", _("to the far edge of the screen")),
            ("full", _("the whole screen")),
        ],
        default="text",
    )

    def document(self, value):
        image = value.get("image")
        if not image:
            return []
        return [Figure(image, value.shown_caption, image.word("alt"), bool(value.get("decorative")))]

    class Meta:
        icon = "image"
        label = _("Picture")
        group = MEDIA
        template = "blocks/image.html"
        value_class = ImageValue
        description = _("One picture with caption and credit")
        preview_value = staticmethod(a_picture)


class GalleryPictureBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Picture"))
    caption = TextBlock(label=_("Caption"), required=False)

    class Meta:
        icon = "image"
        value_class = ImageValue


class GalleryBlock(StatesDocument, blocks.ListBlock):
    def __init__(self, **kwargs):
        kwargs.setdefault("min_num", 2)
        super().__init__(GalleryPictureBlock(label=_("Picture")), **kwargs)

    def document(self, value):
        return [
            Figure(picture["image"], picture.shown_caption, picture["image"].word("alt"))
            for picture in value
            if picture.get("image")
        ]

    class Meta:
        icon = "image"
        label = _("Contact sheet")
        group = MEDIA
        template = "blocks/gallery.html"
        description = _("Several pictures as numbered frames")
        preview_value = staticmethod(some_pictures)


class RecordingBlock(StatesDocument, blocks.StructBlock):
    """A sound or a film. Somebody who cannot hear it gets its words: caption track or transcript."""

    media = None
    caption = TextBlock(label=_("Caption"), required=False)

    def document(self, value):
        media = value.get("media")
        if not media:
            return []
        return [Recording(media, value.get("caption") or media.word("caption"), media.word("transcript"))]


class VideoBlock(RecordingBlock):
    media = VideoChooserBlock(label=_("Film"))

    class Meta:
        icon = "media"
        label = _("Film")
        group = MEDIA
        template = "blocks/video.html"
        description = _("A film with captions or a transcript")


class AudioBlock(RecordingBlock):
    media = AudioChooserBlock(label=_("Recording"))

    class Meta:
        icon = "media"
        label = _("Sound")
        group = MEDIA
        template = "blocks/audio.html"
        description = _("A recording with its transcript")


class EmbedBlock(StatesDocument, blocks.StructBlock):
    """Something that lives with somebody else. Nothing of theirs loads until the reader goes there."""

    url = blocks.URLBlock(label=_("Address"))
    title = CharBlock(label=_("What it is"), help_text=_("Stands on the button, beside the name of the host."))

    def document(self, value):
        return [Link(value.get("url", ""), value.get("title", ""))]

    class Meta:
        icon = "link-external"
        label = _("From elsewhere")
        group = MEDIA
        template = "blocks/embed.html"
        description = _("A post, film or map on another site, opened by a click that names the host")
        preview_value = {"url": "https://video.example/1", "title": "The opening, filmed from the air"}
