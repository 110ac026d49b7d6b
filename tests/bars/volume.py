"""What a page costs in a newsroom of 10,000 items, and of as many as VOLUME or the first argument says, against one
of 100: CPU of the server for each request, queries, and the longest wait for a page that no cache holds.

Flat is at most 1.15 times; no page takes longer than 400 ms, also right after a publication, when what is remembered
has to be counted anew. KEEP=folder keeps the filled newsrooms there and takes them from there the next time: 100,000
items take a quarter of an hour to fill in.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from tests.bars import _house

BASE, SIZES = 100, (10_000,)
ROUNDS, REQUESTS, BAR, SLOWEST = 5, 60, 1.15, 400
#: How often a round makes the feed, which takes long and is the same work each time.
FEEDS = 8
TICK = os.sysconf("SC_CLK_TCK")


def main():
    asked = next(iter(sys.argv[1:]), os.environ.get("VOLUME", ""))
    sizes = sorted({BASE, *SIZES, *([int(asked)] if asked else [])})
    print(f"load of the machine {os.getloadavg()[0]:.1f}, {ROUNDS} rounds of {REQUESTS} requests, interleaved")
    with ExitStack() as open_sites:
        sites = [open_sites.enter_context(Site(size)) for size in sizes]
        paths = sites[0].paths
        cpu = {(site.size, name): [] for site in sites for name in paths}
        waits = {(site.size, name): [] for site in sites for name in paths}
        for number in range(ROUNDS):
            for name in paths:
                # Another one begins each round: what else the machine does falls on all of them.
                for place in range(len(sites)):
                    site = sites[(place + number) % len(sites)]
                    spent, waited = site.ask(name, REQUESTS)
                    cpu[site.size, name].append(spent)
                    waits[site.size, name] += waited
        anew = {(site.size, name): site.first_after_a_publication(name) for site in sites for name in paths}
    print(f"load at the end {os.getloadavg()[0]:.1f}\n")
    return report(sites, cpu, waits, anew)


def report(sites, cpu, waits, anew):
    print(f"{'page':8} {'items':>7} {'queries':>7} {'CPU ms':>7} {'ratio':>6} {'p50 ms':>7} {'anew ms':>8}")
    met = True
    for name in sites[0].paths:
        base = cpu[BASE, name]
        for site in sites:
            # The rounds' own ratios: a foreign load that comes and goes falls on both.
            ratio = statistics.median(a / b for a, b in zip(cpu[site.size, name], base, strict=True))
            p50, first = _house.percentile(waits[site.size, name], 0.5), anew[site.size, name]
            failed = [
                word
                for word, missed in [
                    ("ratio", ratio > BAR),
                    ("queries", site.queries[name] > sites[0].queries[name]),
                    ("p50", p50 > SLOWEST),
                    ("anew", first > SLOWEST),
                ]
                if missed
            ]
            met = met and not failed
            print(
                f"{name:8} {site.size:7} {site.queries[name]:7} {statistics.median(cpu[site.size, name]):7.1f} "
                f"{ratio:6.2f} {p50:7.1f} {first:8.0f}  {'MISSED: ' + ', '.join(failed) if failed else ''}"
            )
    print(f"\nbars: CPU at most {BAR} of {BASE} items, as many queries, {SLOWEST} ms: {'met' if met else 'MISSED'}")
    return met


class Site:
    """A newsroom of so many items with its own folder, database and server. Its Django runs in a process of its own:
    one process has one database."""

    def __init__(self, size):
        self.size, self.asked = size, 0

    def __enter__(self):
        with ExitStack() as opened:
            if kept := os.environ.get("KEEP"):
                folder = os.path.abspath(os.path.join(kept, str(self.size)))
                os.makedirs(folder, exist_ok=True)
            else:
                folder = opened.enter_context(tempfile.TemporaryDirectory(prefix="bars-volume-"))
            self._fill(folder)
            log = opened.enter_context(Path(folder, "server.log").open("w"))
            command = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "--max-requests", "0"]
            server = opened.enter_context(_house.process(command, stderr=log, env=self.environment))
            self.pid, self.reader = server.pid, _house.Reader(self.port)
            self._wait()
            self.opened = opened.pop_all()
        return self

    def __exit__(self, *error):
        self.opened.close()

    def _fill(self, folder):
        self.port = _house._free_port()
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "newsroom.settings.production", "SECRET_KEY": "of-this-measurement-only" * 3,
            "SITE_URL": f"http://127.0.0.1:{self.port}", "LOCAL_TRIAL": "1", "DATA_DIR": folder, "DATABASE_URL": "",
            "PORT": str(self.port), "HOST": "127.0.0.1", "STATIC_COMPRESS": "0", "STATIC_ROOT": f"{folder}/static",
            "LOG_LEVEL": "ERROR", "GUNICORN_LOG_LEVEL": "warning", "PYTHONPATH": str(_house.ROOT),
            # One process with one thread: its memory is that of all requests, and none waits for another.
            "WEB_CONCURRENCY": "1", "WEB_THREADS": "1",
        }  # fmt: skip
        self._manage("migrate", "--verbosity", "0")
        self._manage("collectstatic", "--noinput", "--verbosity", "0")
        filled = Path(folder, "filled")
        if not filled.exists():
            started = time.monotonic()
            self._manage("load_volume", "--items", str(self.size), "--verbosity", "0")
            print(f"  {self.size} items loaded in {time.monotonic() - started:.0f} s")
            filled.touch()
        told = self._step("prepare")
        self.paths, self.queries = told["paths"], told["queries"]

    def _manage(self, *arguments):
        command = [sys.executable, "manage.py", *arguments]
        subprocess.run(command, cwd=_house.ROOT, env=self.environment, check=True, stdout=subprocess.DEVNULL)

    def _step(self, name):
        """What a function of `STEPS` prints, in a process that has this site's database."""
        command = [sys.executable, __file__, name]
        done = subprocess.run(command, cwd=_house.ROOT, env=self.environment, check=True, stdout=subprocess.PIPE)
        return json.loads(done.stdout)

    def _wait(self):
        deadline = time.monotonic() + 60
        while True:
            try:
                if self.reader.get("/healthz")[0] == 200:
                    break
            except OSError:
                if time.monotonic() > deadline:
                    raise
            time.sleep(0.2)
        for name in self.paths:
            self.ask(name, 5)

    def ask(self, name, times):
        """CPU ms of a request, and the milliseconds that each was waited for."""
        if name == "feed" and times > 1:
            # The server keeps the whole feed until something is published: this makes it each time.
            told = self._step("feed")
            return told["cpu"], told["waited"]
        before, waited = self._cpu(), []
        for _number in range(times):
            self.asked += 1
            # An address of its own each time, should something keep whole pages.
            address = f"{self.paths[name]}?n={self.asked}"
            started = time.perf_counter()
            status, _text, _headers = self.reader.get(address)
            waited.append((time.perf_counter() - started) * 1000)
            if status != 200:
                raise RuntimeError(f"{address} answered {status} at {self.size} items")
        return (self._cpu() - before) / times * 1000, waited

    def first_after_a_publication(self, name):
        """Milliseconds of the first request after something was published; the middle of three."""
        waited = []
        for _turn in range(3):
            self._step("publish")
            waited += self.ask(name, 1)[1]
        return statistics.median(waited)

    def _cpu(self):
        """Seconds that the server and its processes have worked."""
        return sum(_ticks(pid) for pid in [self.pid, *_children(self.pid)]) / TICK


def _ticks(pid):
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _children(pid):
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def prepare():
    """Makes the sizes of the pictures, chooses what is asked for, and counts the queries of each page when warm."""
    from django.core.cache import cache
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from media_library.models import AssetUse, Image
    from media_library.renditions import make_missing
    from stories.models import Story

    for image in Image.objects.filter(public_id__in=AssetUse.objects.values("public_id")):
        make_missing(image)
    items = Story.objects.published().filter(locale__language_code="en", lead_image__isnull=False).newest_first()
    paths = {
        "front": "/en/", "item": items[10].url_path, "index": "/en/stories/", "releases": "/fa/releases/",
        "topic": f"/en/topics/{items[0].item_topics.first().tag.slug}/", "topics": "/en/topics/",
        "person": f"/en/people/{items[0].item_people.first().person.slug}/", "feed": "/en/feed.xml",
        "wire": "/fa/wire/",
    }  # fmt: skip
    client, queries = Client(headers={"host": "127.0.0.1"}), {}
    for name, path in paths.items():
        client.get(path)
        cache.delete("syndication.feed.en/all.rss")
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
            queries[name] = len(captured)
    print(json.dumps({"paths": paths, "queries": queries}))


def feed():
    """Makes the feed several times, without the copy that is kept of it."""
    from django.core.cache import cache
    from django.test import Client

    client, waited = Client(headers={"host": "127.0.0.1"}), []
    client.get("/en/feed.xml")
    before = time.process_time()
    for _number in range(FEEDS):
        cache.delete("syndication.feed.en/all.rss")
        started = time.perf_counter()
        client.get("/en/feed.xml")
        waited.append((time.perf_counter() - started) * 1000)
    print(json.dumps({"cpu": (time.process_time() - before) / FEEDS * 1000, "waited": waited}))


def publish():
    from stories.models import Story

    Story.objects.published().newest_first().first().save_revision().publish()
    print("{}")


STEPS = {"prepare": prepare, "feed": feed, "publish": publish}


if __name__ == "__main__":
    if step := STEPS.get(next(iter(sys.argv[1:]), "")):
        import django

        django.setup()
        step()
    else:
        sys.exit(not main())
