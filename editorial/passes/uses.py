"""What is done with a pass: each opening and each file is a row, and a line in the history of the page."""

from publication.asker import client_address

from ..models import PassUse
from .history import DOWNLOADED, OPENED, write

LONGEST_NAME = PassUse._meta.get_field("file").max_length


def record_opening(given, request):
    address = client_address(request)
    given.uses.create(kind=PassUse.Kind.OPEN, address=address)
    write(given, OPENED, address=address)


def record_download(given, request, filename):
    name, address = filename[:LONGEST_NAME], client_address(request)
    given.uses.create(kind=PassUse.Kind.DOWNLOAD, address=address, file=name)
    write(given, DOWNLOADED, address=address, file=name)
