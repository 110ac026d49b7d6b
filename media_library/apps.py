from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaLibraryConfig(AppConfig):
    name = "media_library"
    verbose_name = _("Media library")

    def ready(self):
        from django.db.models.signals import post_delete, post_save, pre_save

        from publication.registries import grants

        from . import audit, checks  # noqa: F401 - joins the leak audit, registers the system checks
        from .counting import count_file, count_zip
        from .grants import marked_public, staff, used_by_public_owner
        from .models import Crop, Document, Download, Media
        from .previews import forget_preview
        from .rights import KINDS, remember_whether_ended, tell_if_it_changed
        from .signal_handlers import cut_anew, forget_file, sum_up_file
        from .signals import archive_read, file_read

        post_delete.connect(forget_file, sender=Download)
        for signal in (post_save, post_delete):
            signal.connect(cut_anew, sender=Crop)
        for grant in (marked_public, used_by_public_owner, staff):
            grants.register(grant)
        file_read.connect(count_file)
        archive_read.connect(count_zip)
        post_delete.connect(forget_preview, sender=Document)
        for kind in KINDS:
            pre_save.connect(remember_whether_ended, sender=kind)
            post_save.connect(tell_if_it_changed, sender=kind)
        for model in (Document, Media):
            post_save.connect(sum_up_file, sender=model)
