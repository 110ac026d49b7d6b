"""For tests that need real commits: those with threads, other processes or a browser."""

import json

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, transaction

from editorial.audit_trail.rights import unrecorded

from .kept_rows import KeptRows, tables


class CleanSlate:
    """Empties the tables and fills them with the rows of the migrations before each test, and not after it: what an
    earlier test left running may still have written something. Stands before TransactionTestCase."""

    serialized_rollback = True
    #: The rows of the migrations, from the first time on.
    _migrated = None

    @classmethod
    def _fixture_setup(cls):
        call_command("flush", verbosity=0, interactive=False, reset_sequences=False, inhibit_post_migrate=True)
        ContentType.objects.clear_cache()
        if CleanSlate._migrated:
            with transaction.atomic():
                CleanSlate._migrated.lay_back()
            return
        # First of all rows: signals ask for them while the others are saved, and would make what they do not find,
        # under another key.
        rows = json.loads(connection._test_serialized_contents)
        types = [(row["pk"], row["fields"]) for row in rows if row["model"] == "contenttypes.contenttype"]
        ContentType.objects.bulk_create(ContentType(pk=pk, **fields) for pk, fields in types)
        with unrecorded():
            super()._fixture_setup()
        CleanSlate._migrated = KeptRows(tables())

    def _fixture_teardown(self):
        """Left to the next test."""
