"""Twenty-four editors at the admin's own forms beside eight readers, a minute long: no error, nothing lost.

Each editor autosaves a page of their own, and now and then publishes: an item of their own (references must come out
distinct and without gaps) or one page that is everybody's (so must its versions).
"""

import json
import random
import sys
import threading
import time
from collections import Counter

from tests.bars import _house

WRITERS, READERS, SECONDS, ITEMS_EACH = 24, 8, 60, 3


class Editor(threading.Thread):
    def __init__(self, reader, own, shared, items, until):
        super().__init__(daemon=True)
        self.reader, self.own, self.shared, self.items, self.until = reader, own, shared, items, until
        self.saved, self.saves, self.published, self.items_published = {}, 0, 0, []
        self.errors, self.seconds = Counter(), []

    def run(self):
        try:
            self.work()
        except Exception as error:  # noqa: BLE001 - an editor who had to give up is an error of the measurement
            self.errors[f"{type(error).__name__}: {error}"] += 1

    def work(self):
        forms = {page: self.form(page) for page in (self.own, self.shared)}
        number = 0
        while time.monotonic() < self.until():
            number += 1
            try:
                if number % 4 == 0 and self.items:
                    self.publish_item(self.items.pop())
                elif number % 4 == 2:
                    self.publish_shared(forms[self.shared])
                else:
                    self.autosave(forms[self.own], f"Draft {self.own} {number}")
            except OSError as error:
                self.errors[type(error).__name__] += 1

    def form(self, page):
        from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, rich_text, streamfield

        status, html, _headers = self.reader.get(f"/admin/pages/{page}/edit/")
        if status != 200:
            raise RuntimeError(f"form {status}")
        body = streamfield([("paragraph", rich_text("<p>The gate at Gaz is a plank.</p>"))])
        return querydict_from_html(html, form_id="page-edit-form").dict() | nested_form_data({"body": body})

    def send(self, page, data, **headers):
        started = time.monotonic()
        answer = self.reader.post(f"/admin/pages/{page}/edit/", data, **headers)
        self.seconds.append(time.monotonic() - started)
        return answer

    def autosave(self, form, title):
        """As the form's script does: into the revision of the last save, and now and then into a new one."""
        status, text, _headers = self.send(self.own, form | {"title": title}, Accept="application/json")
        if status != 200 or not json.loads(text)["success"]:
            self.errors[f"autosave {status}"] += 1
            return
        answer = json.loads(text)
        self.saves += 1
        self.saved[answer["revision_id"]] = title
        again = str(answer["revision_id"])
        form |= answer["field_updates"] | {
            "loaded_revision_id": again,
            "loaded_revision_created_at": answer["revision_created_at"],
            "overwrite_revision_id": again if self.saves % 5 else "",
        }

    def publish_shared(self, form):
        status, _text, _headers = self.send(self.shared, form | {"action-publish": "1"})
        if status == 302:
            self.published += 1
        else:
            self.errors[f"publish {status}"] += 1

    def publish_item(self, page):
        status, _text, _headers = self.send(page, self.form(page) | {"action-publish": "1"})
        if status == 302:
            self.items_published.append(page)
        else:
            self.errors[f"publish item {status}"] += 1


class Visitor(threading.Thread):
    def __init__(self, reader, paths, until):
        super().__init__(daemon=True)
        self.reader, self.paths, self.until = reader, paths, until
        self.read, self.errors = 0, Counter()

    def run(self):
        while time.monotonic() < self.until():
            path = random.choice(self.paths)
            try:
                status = self.reader.get(path)[0]
            except OSError as error:
                self.errors[type(error).__name__] += 1
                continue
            self.read += 1
            if status != 200:
                self.errors[f"{path} {status}"] += 1


def measure(database):
    with _house.newsroom(database) as port, _house.serving(port):
        from django.contrib.auth import get_user_model

        from tests.factories import info_page, person, story

        author, reading = person(), [story(f"To read {number}") for number in range(10)]
        shared = info_page("Everybody's")
        users = [get_user_model().objects.create_superuser(f"editor{n}", password=None) for n in range(WRITERS)]
        end = time.monotonic() + SECONDS
        editors = [
            Editor(
                _house.at_the_desk(port, user),
                info_page(f"Of {user.username}").pk,
                shared.pk,
                [story(f"{user.username} {n}", people=[author], state="draft").pk for n in range(ITEMS_EACH)],
                lambda: end,
            )
            for user in users
        ]
        paths = ["/en/", "/en/feed.xml", *(page.url for page in reading)]
        visitors = [Visitor(_house.Reader(port), paths, lambda: end) for _n in range(READERS)]
        end = time.monotonic() + SECONDS
        for thread in [*editors, *visitors]:
            thread.start()
        for thread in [*editors, *visitors]:
            thread.join(timeout=SECONDS + 120)
        return verdict(database, editors, visitors, shared.pk, len(reading))


def verdict(database, editors, visitors, shared, items_before):
    from wagtail.models import Revision

    from publication.models import PublishedVersion, Reference

    errors = sum((thread.errors for thread in [*editors, *visitors]), Counter())
    # Of saves into one revision the last must stand there.
    saved = [save for editor in editors for save in editor.saved.items()]
    found = sum(Revision.objects.filter(pk=pk, content__title=title).exists() for pk, title in saved)
    saves = sum(editor.saves for editor in editors)
    published = sum(editor.published for editor in editors)
    versions = sorted(PublishedVersion.objects.filter(page_id=shared).values_list("number", flat=True))
    items = [page for editor in editors for page in editor.items_published]
    numbers = sorted(Reference.objects.values_list("number", flat=True))
    seconds = [one for editor in editors for one in editor.seconds]
    whole = (
        found == len(saved)
        and versions == list(range(1, published + 2))  # its first version was there before
        and numbers == list(range(1, items_before + len(items) + 1))
        and saves > 0 < published
        and items
    )
    print(
        f"contention {database}: {saves} autosaves ({found} of {len(saved)} revisions found), "
        f"{published} publications of one page ({len(versions) - 1} versions), "
        f"{len(items)} items ({len(numbers) - items_before} references), "
        f"{sum(visitor.read for visitor in visitors)} pages read, {sum(errors.values())} errors {dict(errors) or ''}, "
        f"writes p50 {_house.percentile(seconds, 0.5):.2f} s, p99 {_house.percentile(seconds, 0.99):.2f} s",
        flush=True,
    )
    return bool(whole) and not errors


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.exit(not measure(sys.argv[1]))
    _house.on_each_database(__file__)
