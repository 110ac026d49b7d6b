"""Mail about requests: to the press desk when one comes, to the journalist when it is answered."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from media_library.titles import heading_of
from outbox import mail
from outbox.models import Delivery
from pages.models import BrandSettings

from .files import asset_of


def tell_desk(request):
    """To the address of the press desk, if there is one. What is answered goes to the journalist."""
    brand = BrandSettings.current()
    if not brand.press_email:
        return
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("%(outlet)s asks for a file") % {"outlet": request.outlet}
        told = _told(request, brand) | {"address": _at_the_desk(request)}
        body = render_to_string("emails/request_arrived.txt", told)
    message = EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [brand.press_email], reply_to=[request.email])
    mail.put(message, key=f"{keys_of(request.pk)}arrived")


def tell_granted(request, link, address):
    """The link opens what was granted for whoever reads it: the outbox forgets it when it has left."""
    message = _to_journalist(request, "request_granted", link=link, address=address)
    message.forget_when_sent = True
    mail.put(message, key=f"{keys_of(request.pk)}link:{link.pk}")


def tell_refused(request):
    mail.put(_to_journalist(request, "request_refused"), key=f"{keys_of(request.pk)}refused")


def forget(instance, **kwargs):
    """With a request all mail about it goes."""
    Delivery.objects.filter(channel=mail.CHANNEL, key__startswith=keys_of(instance.pk)).delete()


def keys_of(pk):
    """How the keys of all mail about a request begin."""
    return f"mail:request:{pk}:"


def _to_journalist(request, template, **told):
    """In the language in which they have asked."""
    with translation.override(request.language):
        brand = BrandSettings.current()
        told |= _told(request, brand)
        subject = _("Your request to %(name)s") % {"name": told["newsroom"]}
        body = render_to_string(f"emails/{template}.txt", told)
    reply_to = [brand.press_email] if brand.press_email else None
    return EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [request.email], reply_to=reply_to)


def _told(request, brand):
    asset = asset_of(request.subject)
    return {
        "request": request, "brand": brand, "title": heading_of(asset)[0] if asset else "",
        "newsroom": brand.word("newsroom_name") or str(settings.WAGTAIL_SITE_NAME),
    }  # fmt: skip


def _at_the_desk(request):
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("request:edit", args=[request.pk])
