from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EditorialConfig(AppConfig):
    name = "editorial"
    verbose_name = _("Editorial")

    def ready(self):
        from django.db.models.signals import post_save
        from wagtail.models import Revision

        from .rich_text import make_converter_safe
        from .signal_handlers import decide_on_what_the_reviewer_saved

        make_converter_safe()
        post_save.connect(decide_on_what_the_reviewer_saved, sender=Revision)
