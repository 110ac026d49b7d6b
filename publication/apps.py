from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicationConfig(AppConfig):
    name = "publication"
    verbose_name = _("Publication")

    def ready(self):
        from django.db.models.signals import post_delete, post_migrate, post_save, pre_delete, pre_save
        from wagtail.models import Page, PageViewRestriction, Revision
        from wagtail.signals import page_slug_changed, post_page_move

        from . import checks  # noqa: F401 - registers the system checks
        from .indexes import make_indexes
        from .redirects import redirect_from_old_place, redirect_from_old_slug
        from .signal_handlers import begin_epoch, keep_release_with_schedule, withdraw_deleted_page

        pre_save.connect(keep_release_with_schedule, sender=Revision)
        pre_delete.connect(withdraw_deleted_page, sender=Page)
        page_slug_changed.connect(redirect_from_old_slug)
        post_page_move.connect(redirect_from_old_place)
        post_page_move.connect(begin_epoch)
        for signal in (post_save, post_delete):
            signal.connect(begin_epoch, sender=PageViewRestriction)
        post_migrate.connect(make_indexes, sender=self)
