"""`NewsItem` and its kinds, and the pages that list them. A kind imports `news_item`; indexes import the kinds."""

from .index import PersonIndexPage, ReleaseIndexPage, StoryIndexPage, TopicIndexPage
from .info import InfoPage
from .news_item import ItemPerson, ItemTopic, NewsItem, RelatedItem
from .press_release import PressRelease, ReleaseContact
from .story import Story

__all__ = [
    "InfoPage",
    "ItemPerson",
    "ItemTopic",
    "NewsItem",
    "PersonIndexPage",
    "PressRelease",
    "RelatedItem",
    "ReleaseContact",
    "ReleaseIndexPage",
    "Story",
    "StoryIndexPage",
    "TopicIndexPage",
]
