from django.db import models
from django.utils.translation import gettext_lazy as _


class Checksum(models.Model):
    """Size and CRC-32 of a stored file, by its etag: what stands under one never changes. An archive must know both
    before it sends its first byte, and a reader is not to wait while gigabytes are read."""

    etag = models.CharField(max_length=16, primary_key=True)
    size = models.PositiveBigIntegerField()
    crc = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = _("checksum of a file")
        verbose_name_plural = _("checksums of files")

    def __str__(self):
        return self.etag
