import logging
import time

from django.core.management.base import BaseCommand, CommandError

from demo import volume


class Command(BaseCommand):
    help = "Adds any number of plausible published items, in English and Persian, to see how a large site does."

    def add_arguments(self, parser):
        parser.add_argument("--items", type=int, required=True, help="how many pages to add")
        parser.add_argument("--force", action="store_true", help="add them although the site has content of its own")

    def handle(self, *, items, force, verbosity, **options):
        if items < 1:
            raise CommandError("--items must be at least 1.")
        foreign = volume.foreign_content()
        if foreign and not force:
            raise CommandError(
                f"This site has content of its own (“{foreign}”), and thousands of invented items are not taken away "
                "again. Say --force to add them all the same."
            )
        logging.getLogger("wagtail").setLevel(logging.WARNING)
        started = time.monotonic()

        def progress(done):
            if verbosity:
                seconds = time.monotonic() - started
                self.stdout.write(f"  {done} of {items} items, {seconds:.0f} s")

        volume.fill(items, progress)
        self.stdout.write(f"Added {items} published items in {time.monotonic() - started:.0f} s.")
