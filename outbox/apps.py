from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutboxConfig(AppConfig):
    name = "outbox"
    verbose_name = _("Outbox")

    def ready(self):
        from .channels import channels
        from .mail import CHANNEL, send

        channels[CHANNEL] = send
