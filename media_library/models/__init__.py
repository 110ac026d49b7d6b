"""The three kinds of asset with their wordings, the sizes of pictures, tours made of them, and who uses what."""

from .asset import AIOrigin, Asset, Terms
from .batch_change import BatchChange
from .checksum import Checksum
from .count import AssetCount
from .daily_round import DailyRound
from .document import Document, DocumentWording
from .download import Download
from .image import PIXELS, Crop, Genre, Image, ImageWording, Rendition, Shape
from .media import Media, MediaWording, Track
from .tour import Tour, TourWording
from .use import AssetUse

__all__ = [
    "AIOrigin",
    "Asset",
    "AssetCount",
    "AssetUse",
    "BatchChange",
    "Checksum",
    "Crop",
    "DailyRound",
    "Document",
    "DocumentWording",
    "Download",
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
