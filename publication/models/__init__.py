"""Rows that stand outside revision content, so that republishing an old revision cannot blank them."""

from .bound import BoundRevisions
from .epoch import Epoch
from .publishable import Publishable
from .recall import Recall
from .reference import Reference
from .release import Release, ReleaseItem, TooLate
from .version import PublishedVersion
from .withdrawal import Withdrawal

__all__ = [
    "BoundRevisions",
    "Epoch",
    "Publishable",
    "PublishedVersion",
    "Recall",
    "Reference",
    "Release",
    "ReleaseItem",
    "TooLate",
    "Withdrawal",
]
