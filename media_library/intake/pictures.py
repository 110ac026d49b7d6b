import logging
from contextlib import contextmanager
from io import BytesIO

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from PIL import Image as Pillow
from wagtail.images.utils import get_allowed_image_extensions

from ..names import clean_file_name
from ..rasters import raster
from .containers import rebuilt
from .drawings import take_in_drawing
from .metadata import read_words
from .pixels import encoded, orientation, plain, upright, usable_profile
from .refusal import CleanFile, Refused, broken, unsupported, wrong_kind

logger = logging.getLogger(__name__)

KINDS = {
    "jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "gif": "GIF", "webp": "WEBP", "avif": "AVIF", "heic": "HEIF",
    "svg": "SVG",
}  # fmt: skip
OPENED = ("JPEG", "PNG", "GIF", "WEBP", "AVIF", "HEIF")
MOST_FRAMES = 200
# Encoders of the sizes stop at 16,383 (WebP) and 65,535 (JPEG) pixels a side.
LONGEST_SIDE = 30_000


def take_in_picture(file, name=None):
    """A `CleanFile` of the picture: decodable to its last pixel, upright, its colour profile kept, all else gone.

    JPEG, PNG, WebP and GIF keep their very pixels unless they lie on their side. HEIC becomes JPEG. SVG is written anew
    from what is allowed in it.
    """
    if getattr(file, "taken_in", False):
        return file
    name = clean_file_name(name or file.name)
    extension = name.rpartition(".")[2] if "." in name else ""
    if extension not in KINDS or extension not in get_allowed_image_extensions():
        raise unsupported(set(KINDS) & set(get_allowed_image_extensions()))
    with refusing_what_decoders_stumble_over():
        data = _read(file)
        return _examined(data, name, extension)


@contextmanager
def refusing_what_decoders_stumble_over():
    try:
        yield
    except Refused:
        raise
    except (Pillow.DecompressionBombError, MemoryError):
        raise _too_many_pixels() from None
    except Exception as error:
        logger.info("Refused a picture: %r", error)
        raise broken() from error


def _read(file):
    limit = getattr(settings, "WAGTAILIMAGES_MAX_UPLOAD_SIZE", None)
    if limit and file.size > limit:
        raise Refused(
            _("This file is too big (%(size)s). Possible are %(limit)s."),
            code="too_big",
            params={"size": filesizeformat(file.size), "limit": filesizeformat(limit)},
        )
    file.seek(0)
    data = file.read()
    file.seek(0)
    if not data:
        raise Refused(_("The file is empty."), code="empty")
    return data


def _examined(data, name, extension):
    if extension == "svg":
        clean, found = take_in_drawing(data)
        raster(BytesIO(clean))  # what cannot be drawn later is refused now
        return CleanFile(clean, name, found)
    try:
        picture = Pillow.open(BytesIO(data), formats=OPENED)
    except Pillow.UnidentifiedImageError:
        raise wrong_kind(extension) from None
    kind = "JPEG" if picture.format == "MPO" else picture.format
    if kind != KINDS[extension]:
        raise wrong_kind(extension)
    _measure(picture)
    found = read_words(picture)
    clean = _cleaned(picture, data, kind)
    if kind == "HEIF":
        name = clean_file_name(name, extension="jpg")
    _decode_to_the_last_pixel(clean)
    return CleanFile(clean, name, found)


def _cleaned(picture, data, kind):
    if kind == "HEIF":
        return encoded(upright(picture).convert("RGB"), "JPEG")
    if kind != "GIF" and orientation(picture) != 1:
        return encoded(upright(picture), kind)
    if kind == "AVIF":
        private = picture.info.get("exif") or picture.info.get("xmp")
        return encoded(picture, kind) if private else data
    return rebuilt(data, kind, keep_icc=usable_profile(picture) is not None)


def _decode_to_the_last_pixel(data):
    """Everything that may fail later, when sizes are made, fails here, where a form can say so."""
    picture = Pillow.open(BytesIO(data), formats=OPENED)
    _measure(picture)
    picture.load()
    if picture.mode not in ("RGB", "RGBA", "L", "P"):
        plain(picture)
    frames, pixels = 1, picture.width * picture.height
    while _next_frame(picture, frames):
        frames += 1
        if frames > MOST_FRAMES:
            raise Refused(
                _("This animation has more than %(frames)s frames. Upload it as a video."),
                code="too_many_frames",
                params={"frames": MOST_FRAMES},
            )
        if frames * pixels > _most_pixels():
            raise _too_many_pixels()
        picture.load()


def _next_frame(picture, number):
    if not getattr(picture, "is_animated", False):
        return False
    try:
        picture.seek(number)
    except EOFError:
        return False
    return True


def _measure(picture):
    """Judged by what the header says, before anything is decoded."""
    width, height = picture.size
    if width * height > _most_pixels() or max(width, height) > LONGEST_SIDE:
        raise _too_many_pixels()


def _most_pixels():
    return getattr(settings, "WAGTAILIMAGES_MAX_IMAGE_PIXELS", None) or 50_000_000


def _too_many_pixels():
    return Refused(
        _("This picture has too many pixels: possible are %(millions)s million, in all frames together."),
        code="too_many_pixels",
        params={"millions": _most_pixels() // 1_000_000},
    )
