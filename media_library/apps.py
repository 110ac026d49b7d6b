from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaLibraryConfig(AppConfig):
    name = "media_library"
    verbose_name = _("Media library")

    def ready(self):
        from django.db.models.signals import post_delete

        from publication.registries import grants

        from . import audit, checks  # noqa: F401 - joins the leak audit, registers the system checks
        from .grants import marked_public, staff, used_by_public_owner

        for grant in (marked_public, used_by_public_owner, staff):
            grants.register(grant)

        from .models import Document
        from .previews import forget_preview

        post_delete.connect(forget_preview, sender=Document)
