"""What a picture file says about itself wherever it goes: IPTC Photo Metadata as XMP in JPEG, PNG, WebP and AVIF, and
as IPTC-IIM in JPEG too. Never EXIF: no position, no serial number, no thumbnail.

The containers are written, pixels are not touched: `embed(data, statement)`.
"""

from .containers import carries, embed
from .statement import Statement, statement_of

__all__ = ["Statement", "carries", "embed", "statement_of"]
