from .base import BasePage
from .brand import BrandChannel, BrandSettings, BrandWording

__all__ = ["BasePage", "BrandChannel", "BrandSettings", "BrandWording"]
