"""One picture in many sizes: decoded once, each size drawn from the next larger one, encoded without haste.

Measured against Willow's way (open, scale, encode for each) by `tests/bars/renditions.py`.
"""

from functools import cache
from io import BytesIO

from PIL import Image as Pillow
from PIL import ImageCms

from .intake.pixels import orientation, plain
from .rasters import raster

#: Pillow's own names of the formats, and what each is given. Of a picture of 1200 by 900 AVIF's speed 6, which is the
#: usual one, takes 3.6 times the CPU of 8, for 8 % less weight and the same likeness (40.6 dB); WebP's method 4 takes
#: 2.7 times that of 2 for 6 %; PNG's level 6 takes 4.4 times that of 2 for 12 %.
ENCODERS = {
    "jpeg": ("JPEG", {"quality": 76, "progressive": True, "optimize": True}),
    "webp": ("WEBP", {"quality": 80, "method": 2}),
    "avif": ("AVIF", {"quality": 61, "speed": 8}),
    "png": ("PNG", {"compress_level": 2}),
}
#: Grain that no scaling has evened out is what AVIF smooths away first.
UNSCALED = {"avif": {"quality": 70}}
#: A size is drawn from one that is at least this much larger, or from the original: each drawing softens a little.
MARGIN = 2.0


class Pyramid:
    """A decoded picture and smaller ones of it, kept while its sizes are made. Sizes are in pixels of the original."""

    def __init__(self, file, scale=1.0):
        """`scale` is that of the largest size wanted: no more need be decoded."""
        file.seek(0)
        picture = Pillow.open(raster(file))
        self.format = picture.format.lower().replace("heif", "heic").replace("mpo", "jpeg")
        if orientation(picture) != 1:
            picture = plain(picture)
        self.size = picture.size
        if scale < 1:
            # A JPEG is decoded at a half, a quarter, an eighth where that is still large enough: it costs least there.
            picture.draft(None, tuple(max(1, round(side * scale)) for side in self.size))
        self.levels, self.cuts = [plain(picture)], {}

    def cut(self, box, size):
        """What stands in the box, in this size. Whole pictures are kept, to draw smaller ones from; others for their
        next format."""
        if box == (0, 0, *self.size):
            level = self._level(size[0] / self.size[0])
            if size != level.size:
                level = _drawn(level, (0, 0, *level.size), size)
                self.levels.append(level)
            return level
        if (box, size) not in self.cuts:
            level = self._level(size[0] / (box[2] - box[0]))
            scale = level.width / self.size[0], level.height / self.size[1]
            left, top, right, bottom = (edge * scale[at % 2] for at, edge in enumerate(box))
            place = left, top, min(right, level.width), min(bottom, level.height)
            self.cuts[box, size] = _drawn(level, place, size)
        return self.cuts[box, size]

    def _level(self, scale):
        wanted = self.size[0] * scale
        fitting = [level for level in self.levels if level.width >= wanted * MARGIN or level.width == round(wanted)]
        return min(fitting, key=lambda level: level.width, default=self.levels[0])


def _drawn(picture, box, size):
    return picture.resize(size, Pillow.Resampling.LANCZOS, box=box, reducing_gap=3.0)


def encoded(picture, form, **options):
    """Bytes that say that their colours are sRGB. What is seen through a JPEG, which has no transparency, is white."""
    kind, usual = ENCODERS[form]
    if form == "jpeg" and picture.mode == "RGBA":
        white = Pillow.new("RGBA", picture.size, "white")
        white.alpha_composite(picture)
        picture = white.convert("RGB")
    file = BytesIO()
    picture.save(file, kind, icc_profile=srgb(), **(usual | options))
    return file.getvalue()


@cache
def srgb():
    """The profile in 588 octets."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
