from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SyndicationConfig(AppConfig):
    name = "syndication"
    verbose_name = _("Syndication")

    def ready(self):
        from facts.signals import fact_changed
        from publication.signals import public_state_changed
        from stories.panels import beside_the_form

        from . import audit, checks  # noqa: F401 - joins the leak audit, registers the system checks
        from .api import audit as _api  # noqa: F401 - joins the leak audit
        from .looks.panels import looks_panel
        from .signal_handlers import keep_tombstones, move_feeds, move_for_fact

        beside_the_form.register(looks_panel)
        public_state_changed.connect(move_feeds)
        public_state_changed.connect(keep_tombstones)
        fact_changed.connect(move_for_fact)
        self._follow_words()
        self._keep_cards()
        self._open_channels()

    def _open_channels(self):
        """Out into the world: who writes rows, and who sends them."""
        from django.db.models.signals import post_delete, post_save
        from wagtail.models import PageViewRestriction
        from wagtail.signals import workflow_approved

        from outbox.channels import channels
        from publication.signals import public_state_changed

        from . import reach
        from .channels import audit as _audit  # noqa: F401 - joins the leak audit
        from .channels import indexnow, mastodon, posts, webhooks, websub
        from .channels.announcing import announce

        for channel in (webhooks, websub, indexnow, posts):
            channels[channel.NAME] = channel.CHANNEL
        mastodon.connect()
        public_state_changed.connect(announce)
        public_state_changed.connect(reach.after_page)
        post_save.connect(reach.after_restriction, sender=PageViewRestriction)
        post_delete.connect(reach.after_restriction_ended, sender=PageViewRestriction)
        workflow_approved.connect(posts.on_approval)

    def _follow_words(self):
        """What feeds show besides pages: names, words, pictures; and who may see and find a page."""
        from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
        from wagtail.models import CollectionViewRestriction, PageViewRestriction
        from wagtail.signals import post_page_move

        from editorial.models import Correction
        from media_library.models import Document, DocumentWording, Image, ImageWording, Media, MediaWording
        from media_library.signals import rights_changed, sizes_made
        from pages.models import BrandChannel, BrandSettings, BrandWording
        from people.models import Person, PersonWording
        from publication.models import Withdrawal
        from topics.models import Topic, TopicWording

        from .signal_handlers import (
            move_feeds,
            move_for_asset,
            move_for_note,
            move_for_person,
            move_for_reason,
            move_for_sizes,
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
        # While it is still known what is about it.
        pre_delete.connect(move_for_topic, sender=Topic)
        for model in (Image, Document, Media):
            pre_save.connect(remember_whether_marked, sender=model)
        for model in (Image, ImageWording, Document, DocumentWording, Media, MediaWording):
            post_save.connect(move_for_asset, sender=model)
            post_delete.connect(move_for_asset, sender=model)
        post_save.connect(move_for_reason, sender=Withdrawal)
        sizes_made.connect(move_for_sizes)
        rights_changed.connect(move_feeds)
        post_save.connect(move_for_note, sender=Correction)
        post_delete.connect(move_for_note, sender=Correction)
        post_page_move.connect(move_feeds)

    def _keep_cards(self):
        """Whatever a share card shows, and who may see it."""
        from django.db.models.signals import post_delete, post_save

        from facts.signals import fact_changed
        from media_library.signals import rights_changed
        from pages.models import BrandSettings
        from people.models import Person, PersonWording
        from publication.signals import public_state_changed
        from topics.models import Topic, TopicWording

        from .cards import keeping
        from .models import ShareCard

        public_state_changed.connect(keeping.after_publication)
        fact_changed.connect(keeping.after_fact)
        rights_changed.connect(keeping.after_rights)
        for model in (Person, PersonWording):
            post_save.connect(keeping.after_person, sender=model)
        for model in (Topic, TopicWording):
            post_save.connect(keeping.after_topic, sender=model)
        # Its wordings are saved with it, in one transaction.
        post_save.connect(keeping.after_brand, sender=BrandSettings)
        post_delete.connect(keeping.remove_file, sender=ShareCard)
