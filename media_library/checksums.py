"""Checksums of stored files: summed up when a file is made, so that nobody waits when an archive is asked for."""

import logging
import zlib

from django.core.files.storage import default_storage
from django.db import DatabaseError, transaction

from .models import Checksum, Document, Download, Image, Media, Rendition

logger = logging.getLogger(__name__)

CHUNK = 256 * 1024
AT_ONCE = 500


def checksums_of(files):
    """Etag to (size, CRC-32) of files with `etag` and `path`, without those that are not there, or not whole. One
    query; what has not been summed up yet is read now, and remembered."""
    wanted = {file.etag: file.path for file in files}
    rows = Checksum.objects.filter(etag__in=wanted).values_list("etag", "size", "crc")
    known = {etag: (size, crc) for etag, size, crc in rows}
    new = {etag: found for etag in wanted.keys() - known if (found := _summed_up(wanted[etag]))}
    if new:
        _remember(new)
    return {etag: sums for etag, sums in known.items() if _stands(wanted[etag], sums[0])} | new


def _stands(path, size):
    """What an archive has promised it must hold: the promise is out before the file is opened."""
    try:
        return default_storage.size(path) == size
    except OSError:
        return False


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


def forget_unused():
    """A file that is written anew has another etag, and the sums of the one before are nobody's. Returns how many
    went."""
    return sum(map(_forget_unused, _batches()))


def _batches():
    last = ""
    rows = Checksum.objects.order_by("etag").values_list("etag", flat=True)
    while batch := list(rows.filter(etag__gt=last)[:AT_ONCE]):
        yield batch
        last = batch[-1]


def _forget_unused(etags):
    kept = set()
    for model in (Rendition, Download, Image, Document, Media):
        kept.update(model.objects.filter(etag__in=etags).order_by().values_list("etag", flat=True))
    gone, _by_model = Checksum.objects.filter(etag__in=set(etags) - kept).delete()
    return gone
