from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EditorialConfig(AppConfig):
    name = "editorial"
    verbose_name = _("Editorial")

    def ready(self):
        from django.db.models.signals import post_delete, post_save
        from wagtail.models import Revision, TaskState
        from wagtail.signals import copy_for_translation_done

        from media_library.desk.where_used import tellers
        from media_library.signals import file_read
        from people.request import PressRequest
        from publication.registries import bindings, blockers, grants, readiness, vetoes
        from publication.signals import public_state_changed

        from .approved import told_of_approvals
        from .asking import audit as _audit_of_requests  # noqa: F401 - joins the leak audit
        from .asking.letters import forget
        from .bundles.preflight import what_blocks
        from .mail import take_over
        from .models import Pass, ReviewLink, WithoutApproval
        from .need_to_know import closed, policy  # noqa: F401 - registers itself, before anybody asks for a policy
        from .passes import audit as _audit_of_passes  # noqa: F401 - joins the leak audit
        from .passes.grants import by_pass, count_download
        from .reviewing import audit as audit_of_reviews  # noqa: F401 - joins the leak audit
        from .rich_text import make_converter_safe
        from .signal_handlers import (
            decide_on_what_the_reviewer_saved,
            keep_translation_as_its_original,
            lift_embargo,
            tell_readers,
        )
        from .signing import only_what_was_approved, sign
        from .style import audit as _audit_of_the_style_book  # noqa: F401 - joins the leak audit
        from .style.findings import must_be_mended

        make_converter_safe()
        take_over()
        closed.close()
        post_save.connect(decide_on_what_the_reviewer_saved, sender=Revision)
        post_save.connect(sign, sender=TaskState)
        post_delete.connect(forget, sender=PressRequest)
        blockers.register(what_blocks)
        vetoes.register(only_what_was_approved)
        readiness.register(must_be_mended)
        public_state_changed.connect(tell_readers)
        copy_for_translation_done.connect(keep_translation_as_its_original)
        public_state_changed.connect(lift_embargo)
        grants.register(by_pass)
        bindings.register(Pass)
        bindings.register(WithoutApproval)
        bindings.register(ReviewLink)
        file_read.connect(count_download)
        tellers.register(told_of_approvals)
        self._keep_the_trail()

    def _keep_the_trail(self):
        """Who did what and from where: what Wagtail does not log by itself."""
        from django.contrib.auth import get_user_model
        from django.contrib.auth.models import Group
        from django.contrib.auth.signals import user_logged_in, user_login_failed
        from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
        from wagtail.models import (
            CollectionViewRestriction,
            GroupCollectionPermission,
            GroupPagePermission,
            ModelLogEntry,
            PageLogEntry,
        )

        from .audit_trail import exports, recording, rights, watching

        user = get_user_model()
        for model in (ModelLogEntry, PageLogEntry):
            pre_save.connect(recording.note_origin, sender=model)
        pre_save.connect(rights.remember_flags, sender=user)
        post_save.connect(rights.tell_of_flags, sender=user)
        m2m_changed.connect(rights.tell_of_groups, sender=user.groups.through)
        for through in (user.user_permissions.through, Group.permissions.through):
            m2m_changed.connect(rights.tell_of_permissions, sender=through)
        for model in (GroupPagePermission, GroupCollectionPermission):
            post_save.connect(rights.tell_of_place_given, sender=model)
            post_delete.connect(rights.tell_of_place_taken, sender=model)
        post_save.connect(rights.tell_of_privacy_set, sender=CollectionViewRestriction)
        post_delete.connect(rights.tell_of_privacy_lifted, sender=CollectionViewRestriction)
        user_logged_in.connect(rights.tell_of_login)
        user_login_failed.connect(rights.tell_of_failed_login)
        watching.tell_of_refusals()
        exports.make_exports_safe()
