"""A thousand items published while a webhook receiver fails half of the time and the worker is killed with -9: each is
delivered, none lost, and what comes twice has the same id. A second receiver that never answers holds up neither the
first, nor a third one, nor mail."""

import json
import os
import random
import socket
import subprocess
import sys
import threading
import time
from collections import Counter, defaultdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.bars import _house

ITEMS, KILLS, LONGEST = 1000, 20, 900
LOST = "taken, the answer lost"
#: Up to which share of chance: what is answered. `None` hangs up.
ANSWERS = [(0.3, 500), (0.4, None), (0.5, LOST), (2, 200)]


class Receiver:
    """Answers half of what it is sent. Of the rest it refuses most, hangs up, or takes it without saying so."""

    def __init__(self, fails):
        self.fails, self.taken, self.ids, self.unsigned = fails, Counter(), defaultdict(set), 0
        self.failed = Counter()
        self.lock = threading.Lock()
        self.secret = None
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/"

    def take(self, body, headers):
        """Returns the status, or None for no answer at all."""
        from standardwebhooks.webhooks import Webhook, WebhookVerificationError

        chance = random.random() if self.fails else 1
        with self.lock:
            try:
                told = Webhook(self.secret).verify(body, headers)
            except WebhookVerificationError:
                self.unsigned += 1
                return 400
            event = (told["type"], told["data"]["id"], told["data"]["version"])
            # Refused or not: an event has one id.
            self.ids[event].add(headers["webhook-id"])
            answer = next(answer for share, answer in ANSWERS if chance < share)
            if answer != 200:
                self.failed[str(answer)] += 1
            if answer in (200, LOST):
                self.taken[event] += 1
            return answer

    def _handler(self):
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                answer = receiver.take(body, {name.lower(): value for name, value in self.headers.items()})
                if answer in (None, LOST):
                    self.connection.shutdown(socket.SHUT_RDWR)
                    return
                self.send_response(answer)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *args):
                pass

        return Handler


class Silence:
    """Takes every connection, and says nothing."""

    def __init__(self):
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=200)
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}/"


class Worker:
    """The product's own."""

    def __init__(self):
        command = [sys.executable, "manage.py", "worker"]
        self.process = subprocess.Popen(command, cwd=_house.ROOT, stderr=subprocess.DEVNULL)

    def kill(self):
        self.process.kill()
        self.process.wait()


def measure(database):
    # Two days of waiting become nine seconds.
    os.environ.update(OUTBOX_LOOPBACK="1", OUTBOX_HASTE="20000")
    with _house.newsroom(database):
        from outbox.models import Delivery

        failing, healthy, silent = Receiver(fails=True), Receiver(fails=False), Silence()
        for name, receiver in (("failing", failing), ("healthy", healthy), ("silent", silent)):
            connect(name, receiver)
        started = time.monotonic()
        publishing = threading.Thread(target=publish_all)
        publishing.start()
        worker, kills, repeated, seen_waiting = Worker(), 0, 0, 0
        try:
            next_kill = started + 6
            while time.monotonic() - started < LONGEST:
                time.sleep(0.5)
                if kills < KILLS and time.monotonic() > next_kill:
                    worker.kill()
                    worker, kills = Worker(), kills + 1
                    next_kill = time.monotonic() + random.uniform(4, 9)
                rows = Delivery.objects.filter(channel="webhook", payload__to=["failing"])
                for row in rows.filter(state=Delivery.State.GIVEN_UP):
                    # What somebody does who looks at the list: one event in a thousand fails ten times in a row.
                    repeated += row.repeat()
                seen_waiting = rows.filter(state=Delivery.State.WAITING).count()
                if not publishing.is_alive() and kills == KILLS and not seen_waiting:
                    break
        finally:
            worker.kill()
            publishing.join()
        return verdict(database, failing, healthy, kills, repeated, seen_waiting, time.monotonic() - started)


def connect(name, receiver):
    from syndication.channels.models import WebhookEndpoint

    endpoint = WebhookEndpoint(name=name, url=receiver.url)
    receiver.secret = endpoint.renew_secret()
    endpoint.save()


def publish_all():
    from django.core.mail import send_mail
    from django.db import connection

    from tests.factories import story

    for number in range(ITEMS):
        story(f"Story {number}")
        if number == ITEMS // 2:
            send_mail("Half", "Text", None, ["one@desk.example"])
    connection.close()


def verdict(database, failing, healthy, kills, repeated, waiting, seconds):
    from outbox.models import Delivery
    from stories.models import Story
    from syndication.feed import permanent_id

    items = {permanent_id(page) for page in Story.objects.live().select_related("locale")}
    told = Counter(item for name, item, _version in failing.taken if name == "story.published")
    lost = len(items) - len(items & set(told))
    doubles = sum(count - 1 for count in failing.taken.values())
    several_ids = sum(len(ids) > 1 for receiver in (failing, healthy) for ids in receiver.ids.values())
    mail = Delivery.objects.filter(channel="mail").get()
    mail_after = round((mail.sent_at - mail.created_at).total_seconds(), 1) if mail.sent_at else None
    attempts = sum(failing.failed.values()) + sum(failing.taken.values()) - failing.failed[LOST]
    good = (
        len(items) == ITEMS == len(told) == len(healthy.taken) and kills == KILLS and not waiting
        and not lost and not several_ids and not failing.unsigned and mail_after is not None and mail_after < 60
    )  # fmt: skip
    told_so = [
        f"{len(items)} items", f"{kills} kills", f"{len(told)} delivered", f"{lost} lost", f"{doubles} doubles",
        f"{several_ids} with another id", f"{attempts} attempts, of which failed {json.dumps(failing.failed)}",
        f"{repeated} given up and repeated", f"{failing.unsigned} without a signature that holds",
        f"{len(healthy.taken)} at the healthy receiver", f"mail left after {mail_after} s", f"{seconds:.0f} s",
    ]  # fmt: skip
    print(f"webhooks {database}: {', '.join(told_so)}", flush=True)
    return good


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.exit(not measure(sys.argv[1]))
    else:
        _house.on_each_database(__file__)
