"""What is nobody's any more is forgotten once a day."""

from datetime import timedelta
from unittest import mock

from django.core.files.base import ContentFile
from django.test import tag
from django.utils import timezone

from media_library import checksums, housekeeping
from media_library.checksums import checksums_of, forget_unused
from media_library.downloads import offers
from media_library.models import Checksum, Document, Image
from media_library.renditions import make_missing

from .base import MediaTestCase


@tag("once")
class ForgottenChecksumsTests(MediaTestCase):
    def test_sums_of_files_that_are_there_stay_and_those_of_no_file_go(self):
        image = self.make_image(terms="free")
        make_missing(image)
        paper = self.make_document(terms="free")
        checksums_of([*offers(Image.objects.get(pk=image.pk)), *offers(paper)])
        kept = set(Checksum.objects.values_list("etag", flat=True))
        Checksum.objects.bulk_create([Checksum(etag=f"x{number}", size=1, crc=1) for number in range(7)])
        with mock.patch.object(checksums, "AT_ONCE", 3):
            self.assertEqual(forget_unused(), 7)
        self.assertEqual(set(Checksum.objects.values_list("etag", flat=True)), kept)
        paper = Document.objects.get(pk=paper.pk)
        paper.file = ContentFile(b"other", "other.txt")
        paper.save()
        self.assertEqual(forget_unused(), 1)

    def test_the_worker_looks_once_a_day(self):
        now = timezone.now()
        self.assertEqual([housekeeping.tick(now), housekeeping.tick(now)], [1, 0])
        with self.assertNumQueries(1):
            housekeeping.tick(now)
        self.assertEqual(housekeeping.tick(now + timedelta(days=1)), 1)
