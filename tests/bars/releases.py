"""Twenty bundles of ten items in two languages, two workers, and readers who ask ten surfaces ten times a second:
nothing early, every surface in the same second, at most five seconds late, nothing twice; a bundle that is blocked and
a page that fails at the same moment hold up nobody."""

import subprocess
import sys
import threading
import time
from datetime import timedelta
from urllib.parse import quote

from tests.bars import _house

BUNDLES, PAIRS, APART, A_SECOND = 20, 5, 10, 10
LATEST, SPREAD = 5.0, 1.0


class Poller(threading.Thread):
    """Asks one surface of the bundle whose turn it is, and notes when it first shows something of it."""

    def __init__(self, port, name, turns):
        super().__init__(daemon=True)
        self.reader, self.name, self.turns = _house.Reader(port), name, turns
        #: Of each bundle: when the last answer without it was asked for; when the first with it, and when that came.
        self.last_without, self.asked_with, self.first = {}, {}, {}
        self.early, self.asked, self.errors = 0, 0, []
        self.until = 0

    def run(self):
        following = time.time()
        while time.time() < self.until:
            following = max(following + 1 / A_SECOND, time.time())
            turn = next((turn for turn in self.turns if time.time() < turn["at"] + APART - 1), self.turns[-1])
            if turn["number"] not in self.first:
                self.ask(turn)
            time.sleep(max(0, following - time.time()))

    def ask(self, turn):
        path, word = turn["surfaces"][self.name]
        sent = time.time()
        try:
            status, text, _headers = self.reader.get(path)
        except OSError as error:
            self.errors.append(f"{self.name}: {error!r}")
            return
        now, number = time.time(), turn["number"]
        self.asked += 1
        if status >= 500:
            self.errors.append(f"{self.name}: {status}")
        if status == 200 and (not word or word in text):
            self.first[number], self.asked_with[number] = now, sent
            self.early += now < turn["at"]
        else:
            self.last_without[number] = sent


def measure(database):
    with _house.newsroom(database) as port, _house.serving(port):
        from wagtail.models import Page

        turns, poisoned = prepare()
        command, quiet = [sys.executable, "manage.py", "worker"], {"stderr": subprocess.DEVNULL}
        # Of jobs, which are not what is measured here, two at once can collide on SQLite's search index.
        with _house.process(command, **quiet):
            wait_for_jobs()
        with _house.process(command, **quiet), _house.process(command, **quiet):
            start = time.time() + 10
            set_moments(turns, poisoned, start)
            pollers = [Poller(port, name, turns) for name in turns[0]["surfaces"]]
            for poller in pollers:
                poller.until = turns[-1]["at"] + APART
                poller.start()
            for poller in pollers:
                poller.join()
        seconds = turns[-1]["at"] + APART - turns[0]["at"]
        held = Page.objects.filter(pk__in=[page.pk for page in poisoned["pages"]], live=True).count()
        return verdict(database, turns, pollers, held, seconds)


def prepare():
    """The bundles, whole and approved, and two that cannot go out."""
    from django.contrib.auth import get_user_model

    from editorial.bundles import moves
    from tests.editorial.bundles import approve
    from tests.factories import person, scheduled, story, topic

    chief = get_user_model().objects.create_superuser("chief", password=None)
    rows = {"author": person(), "topic": topic("water"), "chief": chief}
    turns = [bundle(number, **rows) for number in range(BUNDLES)]
    blocked = bundle(BUNDLES, **rows)
    alone = scheduled(story, _moment(600), "Alone", people=[rows["author"]])
    for turn in [*turns, blocked]:
        for item in turn["release"].items.all():
            approve(item.page, chief)
        moves.arm(turn["release"], chief)
    approve_behind(alone, chief)
    tamper(blocked["release"].items.first().revision)
    return turns, {"release": blocked["release"], "pages": [blocked["pages"][0], blocked["pages"][1], alone]}


def approve_behind(page, chief):
    """A page that was approved, scheduled, and then changed in the database: its publication fails each time."""
    from tests.editorial.bundles import approve

    approve(page, chief)
    tamper(page.revisions.filter(approved_go_live_at__isnull=False).get())


def tamper(revision):
    revision.content["title"] = "Behind everybody's back"
    revision.save(update_fields=["content"])


def bundle(number, author, topic, chief):
    from publication.models import Release
    from tests.factories import picture, story

    word = f"zeph{chr(97 + number)}yrine"
    image = picture(f"Picture {number}", colour=(number * 9, 90, 120))
    release = Release.objects.create(name=f"Bundle {number}", at=_moment(600), state=Release.State.DRAFT, user=chief)
    given = {"people": [author], "topics": [topic], "state": "draft", "lead_image": image}
    pages = []
    for pair in range(PAIRS):
        english = story(f"{word} {pair}", **given)
        pages += [english, story(f"{word} {pair} آب", language="fa", translation_of=english, **given)]
    for page in pages:
        release.items.create(page_id=page.pk, revision=page.get_latest_revision())
    return {"number": number, "release": release, "pages": pages, "image": image, "word": word}


def _moment(seconds):
    from django.utils import timezone

    return timezone.now() + timedelta(seconds=seconds)


def wait_for_jobs():
    """Sizes of pictures and the search index of drafts."""
    from django_tasks_db.models import DBTaskResult

    deadline = time.monotonic() + 600
    while DBTaskResult.objects.ready().exists() and time.monotonic() < deadline:
        time.sleep(1)


def set_moments(turns, poisoned, start):
    from django.utils import timezone

    from publication.models import Release

    for turn in turns:
        at = start + APART * turn["number"]
        turn["at"] = at
        turn["release"].move_to(timezone.datetime.fromtimestamp(at, tz=timezone.get_default_timezone()))
        turn["surfaces"] = surfaces_of(turn)
    middle = turns[BUNDLES // 2]["release"].at
    poisoned["release"].move_to(middle)
    Release.objects.pending().get(name="").move_to(middle)


def surfaces_of(turn):
    """Name to path and the word that must stand there; none where the address itself is what must not exist."""
    english, persian = turn["pages"][:2]
    word = turn["word"]
    rendition = turn["image"].renditions.filter(filter_spec="width-480|format-jpeg").get()
    return {
        "page en": (english.url_path, ""), "page fa": (quote(persian.url_path), ""), "front": ("/en/", word),
        "index": ("/en/stories/", word), "topic": ("/en/topics/water/", word), "feed en": ("/en/feed.xml", word),
        "feed fa": ("/fa/feed.xml", word), "sitemap": ("/sitemap-en.xml", english.slug),
        "search": (f"/en/search/?q={word}", f"{word} 1"), "picture": (rendition.url, ""),
    }  # fmt: skip


def verdict(database, turns, pollers, held, seconds):
    from publication.models import PublishedVersion, Release

    missing = sum(turn["number"] not in poller.first for turn in turns for poller in pollers)
    early = sum(poller.early for poller in pollers)
    # From the second at which whoever asked was answered with it: how long an answer takes on a busy machine is
    # another measurement's business.
    late = [
        poller.asked_with[n] - turn["at"]
        for turn in turns
        for poller in pollers
        if (n := turn["number"]) in poller.first
    ]
    torn = max(_torn(turn["number"], pollers) for turn in turns)
    pages = [page.pk for turn in turns for page in turn["pages"]]
    versions = PublishedVersion.objects.filter(page_id__in=pages).count()
    done = Release.objects.filter(state=Release.State.DONE, name__startswith="Bundle")
    commits = [release.late_by.total_seconds() for release in done]
    errors = [error for poller in pollers for error in poller.errors]
    asked = sum(poller.asked for poller in pollers)
    print(
        f"releases {database}: {done.count()} of {BUNDLES} bundles out, {versions} versions of {len(pages)} items, "
        f"{early} early, {missing} surfaces missed, readable after p50 {_house.percentile(late, 0.5):.2f} s, latest "
        f"{max(late, default=99):.2f} s (out after p50 {_house.percentile(commits, 0.5):.2f} s, latest "
        f"{max(commits, default=99):.2f} s), one surface behind another {torn:.2f} s, "
        f"{held} of what is blocked out, {asked} answers in {seconds:.0f} s, {len(errors)} errors {errors[:3] or ''}",
        flush=True,
    )
    return (
        done.count() == BUNDLES and versions == len(pages) and not (early or missing or held or errors)
        and max(late) <= LATEST and torn <= SPREAD
    )  # fmt: skip


def _torn(number, pollers):
    """Seconds for which one surface was still asked in vain after another had shown it; 0 if never."""
    shown = min((poller.first[number] for poller in pollers if number in poller.first), default=0)
    return max(0.0, *(poller.last_without.get(number, shown) - shown for poller in pollers))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.exit(not measure(sys.argv[1]))
    _house.on_each_database(__file__)
