"""The sizes that readers may take of a picture: which there are, and what of the picture each of them shows."""

import hashlib
from dataclasses import dataclass

from django.utils.translation import pgettext_lazy
from wagtail.images.models import Filter

from .models import PIXELS, Genre, Shape, Terms

#: A4 at 300 dots an inch along its longer side.
PRINT_SIDE, PRINT_DPI = 3508, 300
#: A picture with hardly more pixels than the web size has nothing to add for print.
LEAST_FOR_PRINT = 2400
WEB_SIDE = 2000

LABELS = {
    "original": pgettext_lazy("a size of a picture", "original"),
    "print": pgettext_lazy("a size of a picture", "print"),
    "web": pgettext_lazy("a size of a picture", "web"),
    "social": Shape.SOCIAL.label,
    "square": Shape.SQUARE.label,
    "story": Shape.STORY.label,
}
FORMS = ("jpeg", "webp", "avif", "png")
EXTENSIONS = {"jpeg": "jpg"}
#: Drawn lines and even colours stay sharp in PNG and often weigh less there. A photograph weighs six times its JPEG,
#: for nothing that an eye sees: one size is enough for programs that read nothing else.
DRAWN = {Genre.ILLUSTRATION, Genre.DIAGRAM, Genre.MAP}
PNG_OF_PHOTOGRAPHS = {"web"}
#: What is taken away may be printed large or worked on: it is a little better than what pages show.
BETTER = {"jpeg": {"quality": 85}, "webp": {"quality": 82}, "avif": {"quality": 66}}
OPTIONS = dict.fromkeys(["web", *PIXELS], BETTER) | {
    "print": BETTER
    | {
        "jpeg": {"quality": 92, "subsampling": 0, "dpi": (PRINT_DPI, PRINT_DPI)},
        "png": {"dpi": (PRINT_DPI, PRINT_DPI)},
    }
}


@dataclass(frozen=True)
class Piece:
    """A file to be made: what of the original, a box in its pixels, in which size and format."""

    size: str
    form: str
    box: tuple
    pixels: tuple
    made_of: str

    @property
    def scale(self):
        return self.pixels[0] / (self.box[2] - self.box[0])

    @property
    def options(self):
        return OPTIONS.get(self.size, {}).get(self.form, {})

    @property
    def extension(self):
        return EXTENSIONS.get(self.form, self.form)


def pieces_of(image):
    """All that readers may take, or get when they ask, the largest first. No query if crops are prefetched."""
    if image.rights_expired:
        return []
    whole = (0, 0, image.width, image.height)
    sizes = [("print", whole, _within(image, PRINT_SIDE))] if max(whole) > LEAST_FOR_PRINT else []
    sizes.append(("web", whole, _within(image, WEB_SIDE)))
    crops = {crop.shape: crop for crop in image.crops.all()}
    sizes += [(shape, *_cut(image, shape, crops.get(shape))) for shape in PIXELS]
    # Of one that has to be asked for: whoever is granted it gets it with its rights in it.
    is_given = image.original_offered or image.terms == Terms.ASK
    original = [_piece(image, "original", form_of(image.file.name), whole, whole[2:])] if is_given else []
    return original + [
        _piece(image, str(size), form, box, pixels)
        for size, box, pixels in sizes
        for form in FORMS
        if form != "png" or image.genre in DRAWN or size in PNG_OF_PHOTOGRAPHS
    ]


def form_of(name):
    extension = name.rpartition(".")[2].lower()
    return "jpeg" if extension == "jpg" else extension


def social_box(image):
    """What the editor has chosen for link previews, as box and pixels, or None."""
    crop = next((crop for crop in image.crops.all() if crop.shape == Shape.SOCIAL), None)
    return _cut(image, Shape.SOCIAL, crop) if crop else None


def _piece(image, size, form, box, pixels):
    made_of = hashlib.blake2s(repr((image.etag, box, pixels)).encode(), digest_size=8).hexdigest()
    return Piece(size, form, box, pixels, made_of)


def _within(image, side):
    """Width and height with this as the longer one; never blown up."""
    longest = max(image.width, image.height)
    side = min(side, longest)
    return max(1, image.width * side // longest), max(1, image.height * side // longest)


def _cut(image, shape, crop):
    width, height = PIXELS[shape]
    if crop:
        box = _in_shape(image, crop, width / height)
    else:
        box = Filter(f"fill-{width}x{height}").get_transform(image).get_rect().round().as_tuple()
    wide, high = box[2] - box[0], box[3] - box[1]
    scale = min(1, wide / width, high / height)
    return box, (max(1, round(width * scale)), max(1, round(height * scale)))


def _in_shape(image, crop, ratio):
    """The editor's box within the picture, and no wider or higher than the shape: nothing is stretched."""
    left, top = min(crop.x, image.width - 1), min(crop.y, image.height - 1)
    wide = max(1, min(crop.width, image.width - left))
    high = max(1, min(crop.height, image.height - top))
    fitting = max(1, min(wide, round(high * ratio))), max(1, min(high, round(wide / ratio)))
    left, top = left + (wide - fitting[0]) // 2, top + (high - fitting[1]) // 2
    return left, top, left + fitting[0], top + fitting[1]
