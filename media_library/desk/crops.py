"""Own crops of a picture in the named shapes: fields of its form, what each shape shows now, and what fits into it."""

from dataclasses import dataclass

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import Filter

from ..models import PIXELS, Crop, Shape

SIDES = ("x", "y", "width", "height")
LABELS = {"x": _("From the left"), "y": _("From the top"), "width": _("Width"), "height": _("Height")}


@dataclass(frozen=True)
class Rectangle:
    """In pixels of the original."""

    x: int
    y: int
    width: int
    height: int


@dataclass
class Cut:
    """One shape of one picture, for the page that shows all of them beside one another."""

    shape: Shape
    own: Rectangle | None
    by_focal_point: Rectangle
    smallest: tuple[int, int]
    is_too_small: bool
    fields: dict

    @property
    def shown(self):
        return self.own or self.by_focal_point

    @property
    def view_box(self):
        """Of an SVG that shows nothing but the crop."""
        return f"{self.shown.x} {self.shown.y} {self.shown.width} {self.shown.height}"

    @property
    def pixels(self):
        return PIXELS[self.shape]


def by_focal_point(image, shape):
    """What the size shows without an own crop: Wagtail's own reckoning."""
    width, height = PIXELS[shape]
    rect = Filter(spec=f"fill-{width}x{height}").get_transform(image).get_rect()
    return Rectangle(*(round(value) for value in (rect.left, rect.top, rect.width, rect.height)))


def largest(image, shape):
    """Width and height of the largest rectangle of the shape that the picture holds."""
    width, height = PIXELS[shape]
    across = min(image.width, int(image.height * width / height))
    return max(across, 1), max(round(across * height / width), 1)


def smallest(image, shape):
    """Of a crop: the shape's own pixels, so that nothing is blown up; of a smaller picture all that it has."""
    return min(PIXELS[shape], largest(image, shape))


def is_too_small(image, shape):
    """Whether the picture itself has fewer pixels than the shape: no crop of it is sharp then."""
    return largest(image, shape)[0] < PIXELS[shape][0]


def fitted(image, shape, x, y, width):
    """The rectangle of this width in the very ratio of the shape, moved inside the picture."""
    most, _height = largest(image, shape)
    width = min(width, most)
    height = min(max(round(width * PIXELS[shape][1] / PIXELS[shape][0]), 1), image.height)
    return Rectangle(min(x, image.width - width), min(y, image.height - height), width, height)


def name_of(shape, side):
    return f"crop_{shape}_{side}"


def field_names():
    return [name_of(shape, side) for shape in Shape for side in SIDES]


def form_fields(image):
    """Name to a number field, with what stands now as its value; all four of a shape empty: the focal point decides."""
    own = {crop.shape: crop for crop in image.crops.all()} if image.pk else {}
    for shape in Shape:
        for side in SIDES:
            least = 1 if side in ("width", "height") else 0
            widget = forms.NumberInput(attrs={"dir": "ltr", "data-side": side})
            field = forms.IntegerField(label=LABELS[side], required=False, min_value=least, widget=widget)
            yield name_of(shape, side), field, getattr(own.get(shape), side, None)


def cleaned(image, shape, data):
    """The rectangle that the numbers ask for, or None. Raises `ValidationError` for some of them, or too few pixels."""
    numbers = {side: data.get(name_of(shape, side)) for side in SIDES}
    if all(value is None for value in numbers.values()):
        return None
    if any(numbers[side] is None for side in ("x", "y", "width")):
        raise forms.ValidationError(_("Give left, top and width, or leave all of them empty."))
    if numbers["x"] >= image.width or numbers["y"] >= image.height:
        raise forms.ValidationError(_("This lies outside the picture."))
    least = smallest(image, shape)[0]
    if numbers["width"] < least - 1:
        raise forms.ValidationError(
            _("Too small: this size needs a width of at least %(least)d pixels of the picture."),
            params={"least": least},
        )
    return fitted(image, shape, numbers["x"], numbers["y"], numbers["width"])


def write(image, wanted):
    """Shape to rectangle or None, as rows. Returns the shapes whose crop has changed."""
    rows = {crop.shape: crop for crop in image.crops.all()}
    changed = []
    for shape, rectangle in wanted.items():
        row = rows.get(shape)
        if rectangle is None and row is not None:
            row.delete()
        elif rectangle is not None and (row is None or any(getattr(row, s) != getattr(rectangle, s) for s in SIDES)):
            values = {side: getattr(rectangle, side) for side in SIDES}
            Crop.objects.update_or_create(image=image, shape=shape, defaults=values)
        else:
            continue
        changed.append(shape)
    getattr(image, "_prefetched_objects_cache", {}).pop("crops", None)
    return changed


def cuts_of(image, form):
    """A `Cut` for each shape, with its bound fields."""
    own = {crop.shape: Rectangle(*(getattr(crop, side) for side in SIDES)) for crop in image.crops.all()}
    return [
        Cut(
            shape,
            own.get(shape),
            by_focal_point(image, shape),
            smallest(image, shape),
            is_too_small(image, shape),
            {side: form[name_of(shape, side)] for side in SIDES},
        )
        for shape in Shape
    ]


def forget_sizes(image, shapes):
    """The sizes of these shapes are cut anew."""
    for shape in shapes:
        width, height = PIXELS[shape]
        cut = Q(filter_spec__startswith=f"fill-{width}x{height}") | Q(filter_spec__contains=str(shape))
        image.renditions.filter(cut).delete()
