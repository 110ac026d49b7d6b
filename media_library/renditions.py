"""The sizes in which pages show pictures. They are made by a task when a picture is used (`making`); a reader's request
never makes one."""

from functools import lru_cache

from django.db.models import prefetch_related_objects
from wagtail.images.models import Filter

from .embedded import statement_of
from .house import house
from .models import Genre, Image

WIDTHS = (480, 800, 1200, 1600, 2400)
#: In the order in which a browser is offered them; the last is the one that every reader can show.
FORMATS = {"avif": "image/avif", "webp": "image/webp", "jpeg": "image/jpeg"}
CARD = "fill-1200x630|format-jpeg"
CARD_LIMIT = 300 * 1024
CARD_QUALITIES = (82, 74, 64, 52, 40, 28)
SQUARE = "fill-480x480"
#: What search engines ask for beside an article: 16:9, 4:3 and 1:1, each cut around the focal point.
SHAPES = ("fill-1200x675|format-jpeg", "fill-1200x900|format-jpeg", f"{SQUARE}|format-jpeg")
PREVIEW = "width-1200|format-jpeg"
#: Of a panorama a screen shows a fifth at a time. The largest that the graphics of every telephone take.
AROUND = "width-4096|format-jpeg"


def widths_of(image):
    """The profile's widths below the picture's own, and its own; never one to which it would be blown up."""
    smaller = [width for width in WIDTHS if width < image.width]
    return [*smaller, image.width] if image.width <= WIDTHS[-1] else smaller


def specs_of(image):
    """Filter specs of all sizes that the picture is to have."""
    widths = [f"width-{width}|format-{kind}" for kind in FORMATS for width in widths_of(image)]
    around = [AROUND] if image.genre == Genre.PANORAMA else []
    return list(dict.fromkeys([*widths, *around, CARD, *(f"{SQUARE}|format-{kind}" for kind in FORMATS), *SHAPES]))


def existing(image):
    """Spec to rendition, of those that fit the picture's present focal point. No query if prefetched."""
    return {
        rendition.filter_spec: rendition
        for rendition in image.renditions.all()
        if rendition.focal_point_key == _focal_point_key(rendition.filter_spec, image)
    }


def missing(image):
    return [spec for spec in specs_of(image) if spec not in existing(image)]


def rendition_for(image, spec):
    """The rendition if it exists, else None: nothing is made. Specs are those of this module."""
    return existing(image).get(spec)


def largest(image):
    """The widest JPEG of the whole picture, or None while there is none: the best that readers are given."""
    known = existing(image)
    found = [known[spec] for width in widths_of(image) if (spec := f"width-{width}|format-jpeg") in known]
    return found[-1] if found else None


def card_url(image):
    """Path of the 1200 by 630 picture for link previews, "" while there is none."""
    rendition = rendition_for(image, CARD)
    return rendition.url if rendition else ""


def prefetch_pictures(images):
    """Fills renditions and wordings of pictures (None among them is passed over) in two queries; returns them."""
    images = [image for image in images if image is not None]
    prefetch_related_objects(images, "renditions", "wordings")
    return images


def enqueue_renditions(image_ids):
    """Has the task make what these pictures lack; nothing is queued for those that have all files, and all true.

    Called when a picture is used, and free to be called when an editor previews.
    """
    _enqueue(image_ids, lambda image: True)


def keep_up(image_ids):
    """The same, of those among the pictures that have sizes for readers already. Called when one was saved; whoever
    changes rows past `save()` calls it too."""
    _enqueue(image_ids, lambda image: image.downloads.all() or specs_of(image)[0] in existing(image))


def _enqueue(image_ids, concerns):
    from .making import NEEDED, lacking, needless, stale
    from .tasks import make_renditions

    now = house()
    for image in Image.objects.filter(pk__in=list(image_ids)).prefetch_related(*NEEDED):
        if not concerns(image):
            continue
        if missing(image) or lacking(image) or needless(image) or stale(image, statement_of(image, now)):
            make_renditions.enqueue(image.pk)


def make_missing(image):
    """Makes what is missing, decoding the picture once. Returns how many files were made."""
    from .making import bring_up_to_date

    return bring_up_to_date(image)


def _focal_point_key(spec, image):
    if not spec.startswith("fill"):
        return ""
    point = (image.focal_point_x, image.focal_point_y, image.focal_point_width, image.focal_point_height)
    return _key_of_fill(spec, point)


@lru_cache(maxsize=1024)
def _key_of_fill(spec, point):
    x, y, width, height = point
    # A collection is named, if none, because the default asks the database for the root one.
    image = Image(
        collection_id=None, focal_point_x=x, focal_point_y=y, focal_point_width=width, focal_point_height=height
    )
    return Filter(spec=spec).get_cache_key(image)
