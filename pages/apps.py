from functools import partial

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "pages"
    verbose_name = _("Pages")

    def ready(self):
        from django.db.models.signals import post_delete, post_save

        from media_library.form_parts import FormPart, parts
        from media_library.models import Document, Tour
        from media_library.uses import public_owners
        from publication.signals import public_state_changed

        from . import checks  # noqa: F401 - registers the system checks
        from .form_fields import date_of_asset
        from .models import BrandChannel, BrandSettings, BrandWording
        from .signal_handlers import forget_brand, record_asset_uses, record_brand_assets, record_uses_again

        for name in ("taken_on", "expires_on"):
            parts.register(FormPart(name, partial(date_of_asset, name)))
        public_state_changed.connect(record_asset_uses)
        post_save.connect(record_brand_assets, sender=BrandSettings)
        for model in (Tour, Document):
            post_save.connect(record_uses_again, sender=model)
            post_delete.connect(record_uses_again, sender=model)
        for model in (BrandSettings, BrandWording, BrandChannel):
            post_save.connect(forget_brand, sender=model)
            post_delete.connect(forget_brand, sender=model)
        # The logo stands on every page.
        public_owners[BrandSettings] = lambda ids: BrandSettings.objects.filter(pk__in=ids)
