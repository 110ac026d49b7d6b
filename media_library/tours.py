"""What a virtual tour is made of: rooms, and in each points that say, show or lead to something.

Places are kept as an editor sees them on the flat picture, in percent across and down: of a full sphere, angles.
"""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms import Media as Assets
from django.templatetags.static import static
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.telepath import register
from wagtail.blocks.struct_block import StructBlockAdapter, StructBlockValidationError
from wagtail.images.blocks import ImageChooserBlock


class PerLanguage(blocks.StructBlock):
    """A text in each content language. Migrations know it by its name alone: another language needs none."""

    def __init__(self, long=False, required=True, **kwargs):
        self.long, self.is_needed = long, required
        super().__init__([(code, self._text_in(code)) for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES], **kwargs)

    def _text_in(self, code):
        label = get_language_info(code)["name_local"]
        block = blocks.TextBlock(label=label, required=False, rows=2) if self.long else blocks.CharBlock(
            label=label, required=False, max_length=120
        )  # fmt: skip
        block.field.widget.attrs["dir"] = "auto"
        return block

    def clean(self, value):
        cleaned = super().clean(value)
        if self.is_needed and not any(cleaned.values()) and not self.is_deferred_validation:
            first = next(iter(self.child_blocks))
            raise StructBlockValidationError({first: ValidationError(_("Write it in one language at least."))})
        return cleaned

    def deconstruct(self):
        return "media_library.tours.PerLanguage", (), {}

    def deconstruct_with_lookup(self, lookup):
        return self.deconstruct()

    @classmethod
    def construct_from_lookup(cls, lookup, *args, **kwargs):
        return cls(*args, **kwargs)

    class Meta:
        form_classname = "struct-block nr-tour-words"


class PointBlock(blocks.StructBlock):
    x = blocks.FloatBlock(label=_("Across (%)"), min_value=0, max_value=100, default=50)
    y = blocks.FloatBlock(label=_("Down (%)"), min_value=0, max_value=100, default=50)
    title = PerLanguage(label=_("Title"))

    class Meta:
        form_classname = "struct-block nr-tour-point"


class TextPointBlock(PointBlock):
    text = PerLanguage(long=True, label=_("Text"))

    class Meta:
        icon = "pilcrow"
        label = _("Text")


class PicturePointBlock(PointBlock):
    image = ImageChooserBlock(label=_("Picture"))
    text = PerLanguage(long=True, required=False, label=_("Text"))

    class Meta:
        icon = "image"
        label = _("Picture")


class LinkPointBlock(PointBlock):
    url = blocks.URLBlock(label=_("Address"))

    class Meta:
        icon = "link"
        label = _("Link")


class RoomPointBlock(PointBlock):
    room = blocks.CharBlock(label=_("Leads to the room"), max_length=60, help_text=_("Its name at the desk."))

    class Meta:
        icon = "arrow-right"
        label = _("Next room")


class PointsBlock(blocks.StreamBlock):
    text = TextPointBlock()
    picture = PicturePointBlock()
    link = LinkPointBlock()
    room = RoomPointBlock()


class RoomBlock(blocks.StructBlock):
    name = blocks.CharBlock(
        label=_("Name at the desk"), max_length=60, help_text=_("Points in other rooms lead here by it.")
    )
    image = ImageChooserBlock(label=_("Panorama"), help_text=_("All around, twice as wide as high (equirectangular)."))
    title = PerLanguage(label=_("Title"))
    text = PerLanguage(long=True, required=False, label=_("Text"))
    start_x = blocks.FloatBlock(label=_("First view: across (%)"), min_value=0, max_value=100, default=50)
    start_y = blocks.FloatBlock(label=_("First view: down (%)"), min_value=0, max_value=100, default=50)
    points = PointsBlock(label=_("Points"), required=False)

    class Meta:
        icon = "view"
        label = _("Room")
        form_classname = "struct-block nr-tour-room"


class RoomsBlock(blocks.StreamBlock):
    room = RoomBlock()


class RoomAdapter(StructBlockAdapter):
    """Lets an editor place points by a click on the picture."""

    js_constructor = "media_library.tours.RoomBlock"

    @cached_property
    def media(self):
        return super().media + Assets(js=[static("js/tour_desk.js")])


register(RoomAdapter(), RoomBlock)


# -- What readers are shown ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Said:
    """A text and its language; `other` is that where it is not the page's."""

    text: str = ""
    language: str = ""

    def __str__(self):
        return self.text

    def __bool__(self):
        return bool(self.text)

    @property
    def other(self):
        return "" if self.language == translation.get_language() else self.language


@dataclass(frozen=True)
class Place:
    """On the flat picture in percent, and all around in degrees: east and up of its middle."""

    x: float
    y: float

    @property
    def yaw(self):
        return round((self.x - 50) * 3.6, 2)

    @property
    def pitch(self):
        return round((50 - self.y) * 1.8, 2)

    @property
    def mark_x(self):
        """Where its number stands on the flat picture, in percent: the whole of it inside the edges."""
        return min(max(self.x, 3.5), 96.5)

    @property
    def mark_y(self):
        return min(max(self.y, 7), 93)


@dataclass(frozen=True)
class Point:
    kind: str
    place: Place
    title: Said
    text: Said = Said()
    image: Any = None
    url: str = ""
    #: Number of the room that it leads to, from one.
    room: int | None = None


@dataclass(frozen=True)
class Room:
    number: int
    image: Any
    title: Said
    text: Said
    start: Place
    points: list = field(default_factory=list)


def said(value):
    """A text of `PerLanguage` in the active language, else in any."""
    language = translation.get_language()
    for code in (language, *(value or {})):
        if (value or {}).get(code):
            return Said(value[code], code)
    return Said()


def rooms_of(stream):
    """The rooms as readers are shown them. One whose picture was deleted is left out, and what leads there with it."""
    shown = [child.value for child in stream or () if child.value.get("image")]
    numbers = {value["name"]: number for number, value in enumerate(shown, 1)}
    return [
        Room(
            number, value["image"], said(value.get("title")), said(value.get("text")),
            Place(value.get("start_x") or 0, value.get("start_y") or 0),
            [point for child in value.get("points") or () if (point := _point(child, numbers))],
        )
        for number, value in enumerate(shown, 1)
    ]  # fmt: skip


def _point(child, numbers):
    value, kind = child.value, child.block_type
    room = numbers.get(value.get("room")) if kind == "room" else None
    if kind == "room" and room is None or kind == "picture" and not value.get("image"):
        return None
    place = Place(value.get("x") or 0, value.get("y") or 0)
    return Point(
        kind, place, said(value.get("title")), said(value.get("text")), value.get("image"), value.get("url") or "", room
    )


def faults_of(stream):
    """What is wrong with the rooms together, in words for an editor."""
    names = [child.value.get("name", "") for child in stream]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield _("Two rooms have the name “%(name)s”: points could lead to either.") % {"name": name}
    for child in stream:
        image, name = child.value.get("image"), child.value.get("name", "")
        if image and not 1.9 <= image.width / (image.height or 1) <= 2.1:
            yield _(
                "The picture of the room “%(room)s” does not go all around: it has to be twice as wide as high, and"
                " has %(width)s by %(height)s pixels."
            ) % {"room": name, "width": image.width, "height": image.height}
        for point in child.value.get("points") or ():
            if point.block_type == "room" and point.value.get("room") not in names:
                yield _("A point in the room “%(room)s” leads to “%(name)s”, and there is no room of this name.") % {
                    "room": name,
                    "name": point.value.get("room", ""),
                }
