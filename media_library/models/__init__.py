"""The three kinds of asset with their wordings, the sizes of pictures, and who uses what."""

from .asset import AIOrigin, Asset, Terms
from .checksum import Checksum
from .document import Document, DocumentWording
from .image import PIXELS, Crop, Genre, Image, ImageWording, Rendition, Shape
from .media import Media, MediaWording
from .use import AssetUse

__all__ = [
    "AIOrigin",
    "Asset",
    "AssetUse",
    "Checksum",
    "Crop",
    "Document",
    "DocumentWording",
    "Genre",
    "Image",
    "ImageWording",
    "PIXELS",
    "Media",
    "MediaWording",
    "Rendition",
    "Shape",
    "Terms",
]
