"""Checksums of stored files: summed up when a file is made, so that nobody waits when an archive is asked for."""

import logging
import zlib

from django.core.files.storage import default_storage
from django.db import DatabaseError, transaction

from .models import Checksum

logger = logging.getLogger(__name__)

CHUNK = 256 * 1024


def checksums_of(files):
    """Etag to (size, CRC-32) of files with `etag` and `path`, without those that are not there. One query; what has
    not been summed up yet is read now, and remembered."""
    wanted = {file.etag: file.path for file in files}
    rows = Checksum.objects.filter(etag__in=wanted).values_list("etag", "size", "crc")
    known = {etag: (size, crc) for etag, size, crc in rows}
    new = {etag: found for etag in wanted.keys() - known if (found := _summed_up(wanted[etag]))}
    if new:
        _remember(new)
    return known | new


def _remember(new):
    rows = [Checksum(etag=etag, size=size, crc=crc) for etag, (size, crc) in new.items()]
    try:
        with transaction.atomic():
            Checksum.objects.bulk_create(rows, ignore_conflicts=True)
    except DatabaseError as error:  # a busy database costs the next one who asks a moment, and nobody an answer
        logger.warning("Checksums were not kept: %s", error)


def _summed_up(path):
    size = crc = 0
    try:
        with default_storage.open(path, "rb") as file:
            while chunk := file.read(CHUNK):
                size, crc = size + len(chunk), zlib.crc32(chunk, crc)
    except FileNotFoundError:
        return None
    return size, crc
