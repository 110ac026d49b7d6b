"""The three kinds of asset with their wordings, the sizes of pictures, and who uses what."""

from .asset import AIOrigin, Asset, Terms
from .document import Document, DocumentWording
from .image import Image, ImageWording, Rendition
from .media import Media, MediaWording
from .use import AssetUse

__all__ = [
    "AIOrigin",
    "Asset",
    "AssetUse",
    "Document",
    "DocumentWording",
    "Image",
    "ImageWording",
    "Media",
    "MediaWording",
    "Rendition",
    "Terms",
]
