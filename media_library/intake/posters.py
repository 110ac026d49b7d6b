"""What stands for a recording before it plays: a picture of the size in which players show it."""

from PIL import Image as Pillow

from ..names import clean_file_name
from ..scaling import Pyramid, encoded
from .pictures import refusing_what_decoders_stumble_over, take_in_picture
from .refusal import CleanFile

LONGEST_SIDE = 1600


def take_in_poster(file, name=None):
    """As a picture, drawn smaller where it is larger, as JPEG unless something shines through it. Readers are sent it
    as it is stored."""
    if getattr(file, "taken_in", False):
        return file
    clean = take_in_picture(file, name)
    with refusing_what_decoders_stumble_over():
        pyramid = Pyramid(clean)
    picture = pyramid.levels[0]
    if pyramid.format == "jpeg" and max(picture.size) <= LONGEST_SIDE:
        clean.seek(0)
        return clean
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Pillow.Resampling.LANCZOS)
    form, extension = ("png", "png") if _is_transparent(picture) else ("jpeg", "jpg")
    return CleanFile(encoded(picture, form), clean_file_name(clean.name, extension))


def _is_transparent(picture):
    return picture.mode == "RGBA" and picture.getchannel("A").getextrema()[0] < 255
