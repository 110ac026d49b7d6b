from django.core.management.base import BaseCommand
from django.db.models import Q

from media_library.models import AssetUse, Image
from media_library.renditions import enqueue_renditions
from media_library.tasks import stamp_all

AT_ONCE = 200


class Command(BaseCommand):
    help = (
        "After an update: asks for the files that pictures in use lack, and has every file say whose it is. "
        "The worker makes them; nothing changes for readers until it has."
    )

    def handle(self, **options):
        used = AssetUse.objects.values("public_id")
        keys = list(
            Image.objects.filter(Q(marked_public=True) | Q(public_id__in=used))
            .order_by("pk")
            .values_list("pk", flat=True)
        )
        for start in range(0, len(keys), AT_ONCE):
            enqueue_renditions(keys[start : start + AT_ONCE])
        stamp_all.enqueue()
        self.stdout.write(f"{len(keys)} pictures in use were looked at.")
