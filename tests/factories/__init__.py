"""Makes what a test needs, published the way editors publish: through revisions.

    newsroom()                                    # once per class, in setUpTestData
    story("A town without taps", topics=[topic("water")], people=[person("Leila Rahmani")])
    release(language="fa", translation_of=another_release)

What is not given is filled in; what a test is about, it gives.
"""

from .assets import document, picture, recording, room, tour
from .brand import brand
from .facts import fact, placed, republish, revise
from .items import body, fact_sheet, info_page, press_kit, release, scheduled, statement, story
from .rows import person, topic, words
from .site import locale, newsroom, section

__all__ = [
    "body",
    "brand",
    "document",
    "fact",
    "fact_sheet",
    "info_page",
    "locale",
    "newsroom",
    "person",
    "picture",
    "placed",
    "press_kit",
    "recording",
    "release",
    "republish",
    "revise",
    "room",
    "scheduled",
    "section",
    "statement",
    "story",
    "topic",
    "tour",
    "words",
]
