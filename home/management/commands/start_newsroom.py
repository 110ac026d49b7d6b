from django.core.management.base import BaseCommand

from home.structure import lay_out


class Command(BaseCommand):
    help = "Lays out an empty newsroom: front pages, sections, roles and workflow, in each language. Safe to repeat."

    def handle(self, **options):
        for code, home in lay_out().items():
            self.stdout.write(f"{code}: {home.url_path}")
