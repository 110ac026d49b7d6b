from django.core.management.base import BaseCommand

from publication import runner


class Command(BaseCommand):
    help = "Publishes what is due and takes down what has expired, once. The worker does the same each second."

    def handle(self, **options):
        self.stdout.write(f"{runner.tick()} released or expired")
