from datetime import time

from django.core.cache import cache

from pages.models import BrandSettings, BrandWording

from .rows import words


def brand(**fields):
    """The brand with a press line from 08:00 to 18:00, Saturday to Wednesday, worded in both languages."""
    fields = {
        "press_phone": "+98 21 5555 0140",
        "press_urgent_phone": "+98 912 555 0141",
        "press_email": "press@karizan.example",
        "opens": time(8),
        "closes": time(18),
        **fields,
    }
    made, _is_new = BrandSettings.objects.update_or_create(pk=1, defaults=fields)
    made.wordings = words(BrandWording, {}, TEXTS)
    made.save()
    cache.clear()
    return made


TEXTS = {
    "en": {
        "name": "Karizan Water Trust",
        "newsroom_name": "Karizan Newsroom",
        "description": "News of water on the Marvdan plateau.",
        "boilerplate": "Karizan Water Trust restores qanats.",
        "press_line_note": "Saturday to Wednesday, 08:00 to 18:00",
    },
    "fa": {
        "name": "بنیاد آب کاریزان",
        "newsroom_name": "اتاق خبر کاریزان",
        "description": "خبرهای آب در فلات مرودان.",
        "boilerplate": "بنیاد آب کاریزان قنات‌ها را احیا می‌کند.",
        "press_line_note": "شنبه تا چهارشنبه، ۸ تا ۱۸",
    },
}
