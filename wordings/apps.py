from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WordingsConfig(AppConfig):
    name = "wordings"
    verbose_name = _("Wordings")

    def ready(self):
        from django.db.models.signals import post_delete, post_save
        from wagtail.models import Locale

        from .models import forget_locale_codes

        post_save.connect(forget_locale_codes, sender=Locale)
        post_delete.connect(forget_locale_codes, sender=Locale)
