from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EditorialConfig(AppConfig):
    name = "editorial"
    verbose_name = _("Editorial")

    def ready(self):
        from django.db.models.signals import post_save
        from wagtail.models import Revision, TaskState

        from publication.registries import blockers, vetoes
        from publication.signals import public_state_changed

        from .bundles.preflight import what_blocks
        from .rich_text import make_converter_safe
        from .signal_handlers import decide_on_what_the_reviewer_saved, tell_readers
        from .signing import only_what_was_approved, sign

        make_converter_safe()
        post_save.connect(decide_on_what_the_reviewer_saved, sender=Revision)
        post_save.connect(sign, sender=TaskState)
        blockers.register(what_blocks)
        vetoes.register(only_what_was_approved)
        public_state_changed.connect(tell_readers)
