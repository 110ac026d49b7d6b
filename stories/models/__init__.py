"""`NewsItem` and its kinds, and the pages that list them. A kind imports `news_item`; indexes import the kinds."""

from .asset_words import AssetWords
from .fact_sheet import FactSheet, SheetVersion
from .index import PersonIndexPage, ReleaseIndexPage, StoryIndexPage, TopicIndexPage
from .info import InfoPage
from .news_item import ItemContact, ItemPerson, ItemTopic, NewsItem, RelatedItem
from .press_kit import KitItem, PressKit
from .press_release import PressRelease
from .sections import FactIndexPage, KitIndexPage, MediaPage, StatementIndexPage
from .statement import Statement
from .story import Story

__all__ = [
    "AssetWords",
    "FactIndexPage",
    "FactSheet",
    "InfoPage",
    "ItemContact",
    "ItemPerson",
    "ItemTopic",
    "KitIndexPage",
    "KitItem",
    "MediaPage",
    "NewsItem",
    "PersonIndexPage",
    "PressKit",
    "PressRelease",
    "RelatedItem",
    "ReleaseIndexPage",
    "SheetVersion",
    "Statement",
    "StatementIndexPage",
    "Story",
    "StoryIndexPage",
    "TopicIndexPage",
]
