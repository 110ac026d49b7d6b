"""What is seen and heard."""

from django.utils.html import escape
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock
from wagtailmedia.blocks import AudioChooserBlock, VideoChooserBlock

from media_library.models import Image
from pages.document import Figure, Heading, Items, Link, Paragraph, Recording, StatesDocument

from ..elsewhere import frame_of
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


class EmbedValue(blocks.StructValue):
    @property
    def frame(self):
        return frame_of(self.get("url") or "")


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
        value_class = EmbedValue
        description = _("A post, film or map on another site, opened by a click that names the host")
        preview_value = {"url": "https://video.example/1", "title": "The opening, filmed from the air"}


class TourBlock(StatesDocument, blocks.StructBlock):
    """A virtual tour. Where nobody can look around it is its flat pictures, each with the list of its points."""

    tour = SnippetChooserBlock("media_library.Tour", label=_("Virtual tour"))

    def document(self, value):
        tour = value.get("tour")
        if not tour:
            return []
        elements = [Heading(escape(tour.word("title")), 2)]
        if introduction := tour.word("introduction"):
            elements.append(Paragraph(escape(introduction)))
        return elements + [element for room in tour.shown_rooms for element in _of_room(room)]

    class Meta:
        icon = "view"
        label = _("Virtual tour")
        group = MEDIA
        template = "blocks/tour.html"
        description = _("Rooms that readers look around in, with points that say, show or lead to something")


def _of_room(room):
    caption = ". ".join(filter(None, (str(room.title), str(room.text))))
    yield Figure(room.image, caption, room.image.word("alt"))
    if room.points:
        yield Items(tuple(_in_words(point) for point in room.points))
    for point in room.points:
        if point.image:
            yield Figure(point.image, str(point.title), point.image.word("alt"))


def _in_words(point):
    title = escape(point.title)
    if point.kind == "link":
        title = f'<a href="{escape(point.url)}">{title}</a>'
    return f"<b>{title}</b> {escape(point.text)}".strip()
