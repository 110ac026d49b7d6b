import logging

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django_tasks_db.models import DBTaskResult

from demo import accounts, asking, loading, passes


class Command(BaseCommand):
    help = "Fills an empty site with the demo newsroom, in English and Persian. What it made before it leaves alone."

    def add_arguments(self, parser):
        parser.add_argument(
            "--beside-other-content", action="store_true", help="load it although the site has pages of its own"
        )

    def handle(self, *, beside_other_content, verbosity, **options):
        foreign = loading.foreign_content()
        if foreign and not beside_other_content:
            raise CommandError(
                f"This site has content of its own (“{foreign}”). The demo is for an empty site; "
                "say --beside-other-content to load it all the same."
            )
        logging.getLogger("wagtail").setLevel(logging.WARNING)
        password = accounts.password()
        new = loading.load(lambda text: self._progress(text, verbosity), password)
        self.stdout.write(f"Demo newsroom: {new} new pages." if new else "Demo newsroom: already there.")
        publisher = get_user_model().objects.get(username="publisher")
        links, asked = passes.give(publisher), asking.ask(publisher)
        waiting = DBTaskResult.objects.ready().count()
        if waiting:
            self.stdout.write(f"{waiting} jobs wait for the worker (pictures in their sizes, search index).")
        self._print_logins(password)
        self._print_passes(links)
        for address in asked:
            self.stdout.write(f"  Request   personal link: {address}\n")

    def _progress(self, text, verbosity):
        if verbosity:
            self.stdout.write(f"  {text}")

    def _print_logins(self, password):
        address = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
        self.stdout.write(f"\n  Newsroom  {address}/\n  Admin     {address}/admin/")
        self.stdout.write(f"  Logins    {', '.join(accounts.ROLES)}\n  Password  {password}\n")

    def _print_passes(self, links):
        """Known now and never again, as to a press office."""
        for link in links:
            self.stdout.write(f"  Embargo   pass for {link.embargo_pass.journalist}: {link.address}\n")
