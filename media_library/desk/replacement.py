"""What changes with the file of an asset, and what stays."""

import base64
from io import BytesIO

from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image as Pillow

from ..intake.pixels import orientation, plain
from ..models import AssetUse, Image, Media

#: How far width to height may be from what it was before a layout shows it.
TOLERANCE = 0.01
PREVIEW = (800, 600)
FOCAL_POINT = ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")


@transaction.atomic
def replace(asset, content):
    """The asset with another file: its id, words and rights stay. The old file and all sizes are gone at once; those
    of the new one are made by a task. Raises `ValidationError` for a file that is refused."""
    storage, old = asset.file.storage, asset.file.name
    before = (asset.width, asset.height) if isinstance(asset, Image) else None
    if isinstance(asset, Media):
        asset.duration, asset.width, asset.height = 0, None, None  # the new file's own, where it tells
    asset.file = content
    asset.store_new_files()
    if hasattr(asset, "file_size"):
        asset.file_size = asset.file.size
    if before:
        _keep_what_fits(asset, before)
        asset.renditions.all().delete()
    asset.save()
    transaction.on_commit(lambda: storage.delete(old))
    if before:
        transaction.on_commit(lambda: _make_sizes(asset))


def _keep_what_fits(image, before):
    """The same picture in other pixels keeps its focal point and crops, in its own measure; another loses them."""
    if not same_proportions(before, (image.width, image.height)):
        image.crops.all().delete()
        for name in FOCAL_POINT:
            setattr(image, name, None)
        return
    scale = image.width / before[0]
    for name in FOCAL_POINT:
        value = getattr(image, name)
        setattr(image, name, None if value is None else round(value * scale))
    for crop in image.crops.all():
        for side in ("x", "y", "width", "height"):
            setattr(crop, side, int(getattr(crop, side) * scale))
        crop.save()


def _make_sizes(image):
    from ..renditions import enqueue_renditions

    if image.marked_public or AssetUse.objects.filter(public_id=image.public_id).exists():
        enqueue_renditions([image.pk])


def same_proportions(before, after):
    return abs(before[0] / before[1] - after[0] / after[1]) <= TOLERANCE * before[0] / before[1]


def size_of(file):
    """Width and height of a picture that the intake has seen, without decoding it, as it stands upright; None of what
    has no pixels, such as a drawing."""
    file.seek(0)
    try:
        picture = Pillow.open(file)
    except Pillow.UnidentifiedImageError:
        return None
    width, height = picture.size
    return (height, width) if orientation(picture) in (5, 6, 7, 8) else (width, height)


def preview_of(file):
    """A small JPEG as an address of its own, for a picture that has none yet; "" of what has no pixels."""
    file.seek(0)
    try:
        picture = Pillow.open(file)
    except Pillow.UnidentifiedImageError:
        return ""
    picture.draft("RGB", (PREVIEW[0] * 2, PREVIEW[1] * 2))
    picture = plain(picture).convert("RGB")
    picture.thumbnail(PREVIEW)
    small = BytesIO()
    picture.save(small, "JPEG", quality=80)
    return "data:image/jpeg;base64," + base64.b64encode(small.getvalue()).decode()


def warnings_about(image, after):
    """What an editor should know before a picture of this size takes the place of one."""
    before = (image.width, image.height)
    if not same_proportions(before, after):
        yield _(
            "The new picture has other proportions. Wherever the whole picture is shown, the layout changes; its focal "
            "point and its own crops are dropped."
        )
    if max(after) < max(before):
        yield _("The new picture has fewer pixels than the present one.")
