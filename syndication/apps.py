from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SyndicationConfig(AppConfig):
    name = "syndication"
    verbose_name = _("Syndication")

    def ready(self):
        from facts.signals import fact_changed
        from publication.signals import public_state_changed

        from . import audit  # noqa: F401 - joins the leak audit
        from .signal_handlers import move_feeds, move_for_fact

        public_state_changed.connect(move_feeds)
        fact_changed.connect(move_for_fact)
        self._follow_words()

    def _follow_words(self):
        """What feeds show besides pages: names, words, pictures; and who may see and find a page."""
        from django.db.models.signals import post_delete, post_save, pre_save
        from wagtail.models import CollectionViewRestriction, PageViewRestriction
        from wagtail.signals import post_page_move

        from media_library.models import Document, DocumentWording, Image, ImageWording, Media, MediaWording, Rendition
        from pages.models import BrandChannel, BrandSettings, BrandWording
        from people.models import Person, PersonWording
        from topics.models import Topic, TopicWording

        from .signal_handlers import (
            move_feeds,
            move_for_asset,
            move_for_person,
            move_for_size,
            move_for_topic,
            remember_whether_marked,
            remember_whether_public,
        )

        brand = (BrandSettings, BrandWording, BrandChannel)
        for model in (*brand, PageViewRestriction, CollectionViewRestriction):
            post_save.connect(move_feeds, sender=model)
            post_delete.connect(move_feeds, sender=model)
        pre_save.connect(remember_whether_public, sender=Person)
        for model in (Person, PersonWording):
            post_save.connect(move_for_person, sender=model)
            post_delete.connect(move_for_person, sender=model)
        for model in (Topic, TopicWording):
            post_save.connect(move_for_topic, sender=model)
        for model in (Image, Document, Media):
            pre_save.connect(remember_whether_marked, sender=model)
        for model in (Image, ImageWording, Document, DocumentWording, Media, MediaWording):
            post_save.connect(move_for_asset, sender=model)
            post_delete.connect(move_for_asset, sender=model)
        post_save.connect(move_for_size, sender=Rendition)
        post_page_move.connect(move_feeds)
