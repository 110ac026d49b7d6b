import os
import subprocess
import sys
import tempfile
from time import monotonic

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from publication.audit.auditor import Auditor
from publication.audit.lifting import lay_out, lift_and_drop
from publication.audit.live import audit_live_site
from publication.audit.site import Site
from publication.audit.stillness import keep_still
from publication.audit.surroundings import throw_away
from publication.registries import canaries


class Command(BaseCommand):
    help = (
        "Plants secrets in a throw-away newsroom, in everything that is not public, and looks for them wherever the "
        "public can. Fails if one is found. With --live-site it reads the real database, and nothing is written."
    )

    def add_arguments(self, parser):
        parser.add_argument("--database-url", default="", help="PostgreSQL server to make a throw-away database on.")
        parser.add_argument("--live-site", action="store_true", help="Read the real site, as anonymous.")
        parser.add_argument(
            "--page", type=int, action="append", default=[], dest="pages", metavar="KEY",
            help="With --live-site: look for what this page said and showed alone; may be given several times.",
        )  # fmt: skip
        parser.add_argument("--quick", action="store_true", help="One language, and fewer addresses for each state.")
        parser.add_argument("--verbose-cells", action="store_true", help="List every cell that was looked at.")

    def handle(self, **options):
        if not options["live_site"] and self._needs_another_engine(options):
            self._run_again(options)
            return
        started = monotonic()
        report = audit_live_site(self.say, options["pages"]) if options["live_site"] else self._throw_away(options)
        for line in report.lines(options["verbose_cells"]):
            self.say(line)
        self.say(f"{report.addresses} answers in {monotonic() - started:.0f} s")
        if not report.passed:
            raise CommandError("The audit has found leaks, or could not see.", returncode=1)

    def _needs_another_engine(self, options):
        """Models of the search index are made for the engine that the process has started with."""
        return connection.vendor != ("postgresql" if options["database_url"] else "sqlite")

    def _run_again(self, options):
        url = options["database_url"] or f"sqlite:///{tempfile.gettempdir()}/leak-audit-of-nothing.sqlite3"
        flags = [f"--{name.replace('_', '-')}" for name in ("quick", "verbose_cells") if options[name]]
        if options["database_url"]:
            flags += ["--database-url", url]
        command = [sys.executable, sys.argv[0], "audit_leaks", *flags]
        done = subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False)  # noqa: S603 - ourselves
        if done.returncode:
            raise CommandError("The audit has found leaks, or could not see.", returncode=done.returncode)

    def _throw_away(self, options):
        with throw_away(options["database_url"]) as refused:
            site = Site(thorough=not options["quick"])
            self.say("laying out a newsroom, planting canaries")
            lay_out(site, canaries)
            tokens = len(site.ledger.tokens)
            self.say(f"{len(site.canaries)} canaries in {len(site.states())} states, {tokens} tokens")
            auditor = Auditor(site, progress=self.say)
            auditor.run()
            self.say("saving again what is not public")
            keep_still(auditor)
            lift_and_drop(auditor)
            self.say(f"{len(refused)} connections to the outside refused {sorted(set(refused))}")
            return auditor.report

    def say(self, line):
        self.stdout.write(line)
        self.stdout.flush()
