"""Fifty releases, twenty runners killed with -9: all fifty go out, none early, none twice."""

import random
import subprocess
import sys
import time
from datetime import timedelta

from tests.bars import _house

RELEASES, KILLS, SPAN = 50, 20, 40


def note_effect(page, event, **kwargs):
    """What a room above would do: write a row, once per event. A key of chance, so that a second would be seen."""
    from outbox.models import Delivery

    Delivery.objects.create(
        channel="bar", key=f"{page.pk}:{random.random()}", payload={"page": page.pk, "event": event},
        next_attempt_at=page.first_published_at,
    )  # fmt: skip


def run():
    """The runner process: ticks until it is killed."""
    import django

    django.setup()
    from publication import runner
    from publication.signals import public_state_changed

    public_state_changed.connect(note_effect)
    print("ready", flush=True)
    while True:
        runner.tick()
        time.sleep(0.05)


class Runner:
    def __init__(self):
        command = [sys.executable, __file__, "--run"]
        self.process = subprocess.Popen(command, cwd=_house.ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.process.stdout.readline()

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


def measure(database):
    with _house.newsroom(database):
        from django.utils import timezone

        from publication.models import Release
        from tests.factories import scheduled, story

        for number in range(RELEASES):
            scheduled(story, timezone.now() + timedelta(days=1), f"Release {number}")
        start = timezone.now() + timedelta(seconds=4)
        for number, release in enumerate(Release.objects.order_by("pk")):
            # In handfuls, so that a kill falls between the items of one round.
            release.move_to(start + timedelta(seconds=(number // 5) * SPAN * 5 / RELEASES))
        runners = [Runner(), Runner()]
        try:
            for kill in range(KILLS):
                time.sleep(random.uniform(0.2, 1.5))
                runners[kill % 2].kill()
                runners[kill % 2] = Runner()
            deadline = time.monotonic() + SPAN + 60
            while Release.objects.pending().exists() and time.monotonic() < deadline:
                time.sleep(0.5)
        finally:
            for one in runners:
                one.kill()
        return verdict(database)


def verdict(database):
    from outbox.models import Delivery
    from publication.models import PublishedVersion, Release
    from stories.models import Story

    done = Release.objects.filter(state=Release.State.DONE)
    due = dict(done.values_list("items__page_id", "at"))
    live = Story.objects.filter(live=True).count()
    versions = list(PublishedVersion.objects.filter(page_id__in=due).values_list("page_id", "at"))
    effects = list(Delivery.objects.filter(channel="bar").values_list("payload__page", "payload__event", "created_at"))
    early = sum(at < due[page] for page, at in versions) + sum(at < due[page] for page, _event, at in effects)
    late = max((at - due[page]).total_seconds() for page, at in versions)
    went = [page for page, event, _at in effects if event == "went_live"]
    good = live == len(due) == len(versions) == len(went) == len(set(went)) == len(effects) == RELEASES and not early
    print(
        f"runner_kills {database}: {KILLS} kills, {live} of {RELEASES} out, {len(versions)} versions, "
        f"{len(went)} announcements, {early} early, latest {late:.1f} s after its time",
        flush=True,
    )
    return good


if __name__ == "__main__":
    if "--run" in sys.argv:
        run()
    elif len(sys.argv) > 1:
        sys.exit(not measure(sys.argv[1]))
    else:
        _house.on_each_database(__file__)
