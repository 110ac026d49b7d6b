"""Pillow's pictures brought into the one form that the web shows."""

from io import BytesIO

from PIL import ImageCms, ImageOps
from pillow_heif import HeifImagePlugin  # noqa: F401 - teaches Pillow what telephones photograph


def plain(picture):
    """Upright, 8 bits a channel, RGB or RGBA in sRGB, and nothing but pixels: no EXIF, no profile, no comment."""
    picture = upright(picture)
    profile = usable_profile(picture)
    if picture.mode.startswith(("I", "F")):
        picture = _eight_bits(picture)
    elif profile and picture.mode in ("RGB", "RGBA", "CMYK", "L"):
        picture = _in_srgb(picture, profile)
    picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    picture.info = {}
    return picture


def upright(picture):
    """Turned as its EXIF orientation says; one whose EXIF cannot be read stays as it is."""
    try:
        return ImageOps.exif_transpose(picture)
    except Exception:  # noqa: BLE001 - the EXIF of a stranger's file raises anything
        return picture


def orientation(picture):
    try:
        return picture.getexif().get(0x0112, 1)
    except Exception:  # noqa: BLE001 - the EXIF of a stranger's file raises anything
        return 1


def usable_profile(picture):
    """The colour profile, or None where there is none or it is damaged: then the colours count as sRGB."""
    data = picture.info.get("icc_profile")
    if not data:
        return None
    try:
        profile = ImageCms.ImageCmsProfile(BytesIO(data))
        return profile if ImageCms.getProfileDescription(profile).strip() else None
    except Exception:  # noqa: BLE001 - a damaged profile raises OSError, PyCMSError, ValueError and more
        return None


def _in_srgb(picture, profile):
    if "srgb" in ImageCms.getProfileDescription(profile).lower():
        return picture
    try:
        mode = "RGBA" if picture.mode == "RGBA" else "RGB"
        return ImageCms.profileToProfile(picture, profile, ImageCms.createProfile("sRGB"), outputMode=mode)
    except ImageCms.PyCMSError:  # a profile for other channels than these
        return picture


def _eight_bits(picture):
    """Scans and measurements: the range that they use becomes black to white."""
    low, high = picture.getextrema()
    if picture.mode.startswith("I") and low >= 0 and high <= 0xFFFF:
        low, high = 0, 0xFFFF if high > 0xFF else 0xFF
    scale = 255 / ((high - low) or 1)
    return picture.convert("F").point(lambda value: value * scale - low * scale).convert("L")


def encoded(picture, kind):
    """Bytes of the picture, with its profile and none of its metadata, as good as the format can sensibly be."""
    options = {
        "JPEG": {"quality": 95, "subsampling": 0, "optimize": True},
        "PNG": {},
        "WEBP": {"lossless": True},
        "AVIF": {"quality": 90, "speed": 8},
    }[kind]
    picture = picture.copy()
    profile = picture.info.get("icc_profile") if usable_profile(picture) else None
    kept = {name: picture.info[name] for name in ("transparency",) if name in picture.info}
    picture.info = kept
    buffer = BytesIO()
    picture.save(buffer, kind, icc_profile=profile, **options)
    return buffer.getvalue()
