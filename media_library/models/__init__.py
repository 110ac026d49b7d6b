"""The three kinds of asset with their wordings, the sizes of pictures, tours made of them, and who uses what."""

from .asset import AIOrigin, Asset, Terms
from .document import Document, DocumentWording
from .image import PIXELS, Crop, Genre, Image, ImageWording, Rendition, Shape
from .media import Media, MediaWording, Track
from .tour import Tour, TourWording
from .use import AssetUse

__all__ = [
    "AIOrigin",
    "Asset",
    "AssetUse",
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
    "Tour",
    "TourWording",
    "Track",
]
