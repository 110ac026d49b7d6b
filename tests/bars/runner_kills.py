"""Forty pages and ten bundles of four, fifty runners killed with -9: all go out, none early, none twice, and of a
bundle never a part."""

import random
import subprocess
import sys
import time
from datetime import timedelta

from tests.bars import _house

SINGLES, BUNDLES, SIZE, KILLS, SPAN = 40, 10, 4, 50, 100
RELEASES, PAGES = SINGLES + BUNDLES, SINGLES + BUNDLES * SIZE


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

        for number in range(SINGLES):
            scheduled(story, timezone.now() + timedelta(days=1), f"Release {number}")
        make_bundles(timezone.now() + timedelta(days=1))
        start = timezone.now() + timedelta(seconds=4)
        for number, release in enumerate(random.sample(list(Release.objects.all()), RELEASES)):
            # In handfuls, so that a kill falls between the items of one round.
            release.move_to(start + timedelta(seconds=(number // 5) * SPAN * 5 / RELEASES))
        runners = [Runner(), Runner()]
        try:
            torn = 0
            for kill in range(KILLS):
                torn += parts_out()
                time.sleep(random.uniform(0.2, 1.5))
                runners[kill % 2].kill()
                runners[kill % 2] = Runner()
            deadline = time.monotonic() + SPAN + 60
            while Release.objects.pending().exists() and time.monotonic() < deadline:
                time.sleep(0.5)
        finally:
            for one in runners:
                one.kill()
        return verdict(database, torn)


def make_bundles(at):
    """Whole, approved and let out."""
    from django.contrib.auth import get_user_model

    from editorial.bundles import moves
    from publication.models import Release
    from tests.editorial.bundles import approve
    from tests.factories import person, story

    chief, author = get_user_model().objects.create_superuser("chief", password=None), person()
    for number in range(BUNDLES):
        bundle = Release.objects.create(name=f"Bundle {number}", at=at, state=Release.State.DRAFT)
        for item in range(SIZE):
            page = story(f"Bundle {number} {item}", people=[author], state="draft")
            bundle.items.create(page_id=page.pk, revision=page.get_latest_revision())
            approve(page, chief)
        moves.arm(bundle, chief)


def parts_out():
    """Bundles of which some items can be read and others cannot, as a reader would find them at this moment."""
    from django.db.models import Count, Q

    from publication.models import Release

    live = Count("items", filter=Q(items__page__live=True))
    bundles = Release.objects.bundles().annotate(live=live, size=Count("items"))
    return sum(0 < bundle.live < bundle.size for bundle in bundles)


def verdict(database, torn):
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
    whole = live == len(due) == len(versions) == len(went) == len(set(went)) == len(effects) == PAGES
    good = whole and not early and not torn
    print(
        f"runner_kills {database}: {KILLS} kills, {live} of {PAGES} out, {torn} bundles in part, "
        f"{len(versions)} versions, {len(went)} announcements, {early} early, latest {late:.1f} s after its time",
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
