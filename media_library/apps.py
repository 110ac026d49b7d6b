from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaLibraryConfig(AppConfig):
    name = "media_library"
    verbose_name = _("Media library")

    def ready(self):
        from django.db.models.signals import post_save

        from publication.registries import grants

        from . import audit, checks  # noqa: F401 - joins the leak audit, registers the system checks
        from .grants import marked_public, staff, used_by_public_owner
        from .models import Document, Media
        from .signal_handlers import sum_up_file, sum_up_sizes
        from .signals import sizes_made

        for grant in (marked_public, used_by_public_owner, staff):
            grants.register(grant)
        for model in (Document, Media):
            post_save.connect(sum_up_file, sender=model)
        sizes_made.connect(sum_up_sizes)
