from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.module_loading import import_string

#: What a clock of the worker is called that publishes and takes down.
RUNNER = ".runner.tick"


class Command(BaseCommand):
    help = "Publishes what is due and takes down what has expired, once. The worker does the same each second."

    def handle(self, **options):
        clocks = [path for path in settings.WORKER_TICKS if path.endswith(RUNNER)]
        done = sum(import_string(path)() for path in clocks)
        self.stdout.write(f"{done} released or expired")
