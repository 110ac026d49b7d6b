"""Makes what a test needs, published the way editors publish: through revisions.

    newsroom()                                    # once per class, in setUpTestData
    story("A town without taps", topics=[topic("water")], people=[person("Leila Rahmani")])
    release(language="fa", translation_of=another_release)

What is not given is filled in; what a test is about, it gives.
"""

from .assets import document, picture, recording
from .brand import brand
from .items import body, info_page, release, scheduled, story
from .rows import person, topic, words
from .site import locale, newsroom, section

__all__ = [
    "body",
    "brand",
    "document",
    "info_page",
    "locale",
    "newsroom",
    "person",
    "picture",
    "recording",
    "release",
    "scheduled",
    "section",
    "story",
    "topic",
    "words",
]
