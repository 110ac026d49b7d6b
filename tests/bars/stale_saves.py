"""One hundred times, two editors open the same page, the first saves, and the second saves over it without having
seen that: whoever was told that it is saved finds it in the history, and nobody loses a word silently."""

import json
import random
import sys
from collections import Counter

from tests.bars import _house

ROUNDS = 100
WHO, WORDS = ("first", "second"), ("saved", "refused")
WAYS = ("draft", "autosave", "publish", "submit")


class Editor:
    def __init__(self, reader, page):
        self.reader, self.page, self.form = reader, page, {}

    def open(self):
        from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, rich_text, streamfield

        status, html, _headers = self.reader.get(f"/admin/pages/{self.page}/edit/")
        if status != 200:
            raise RuntimeError(f"form {status}")
        body = streamfield([("paragraph", rich_text("<p>The gate at Gaz is a plank.</p>"))])
        self.form = querydict_from_html(html, form_id="page-edit-form").dict() | nested_form_data({"body": body})

    def save(self, way, title):
        """Whether the editor was told that it is saved."""
        if way == "autosave":
            return self.autosave(title)
        action = {} if way == "draft" else {f"action-{way}": "1"}
        return self._send(self.form | {"title": title} | action)[0] == 302

    def autosave(self, title):
        """As the form's script does: a second time into the revision that the first has made."""
        status, text, _headers = self._send(self.form | {"title": title}, Accept="application/json")
        answer = json.loads(text) if status == 200 else {"success": False}
        if not answer["success"]:
            return False
        key = str(answer["revision_id"])
        self.form |= answer["field_updates"] | {
            "loaded_revision_id": key, "loaded_revision_created_at": answer["revision_created_at"],
            "overwrite_revision_id": key,
        }  # fmt: skip
        return True

    def _send(self, data, **headers):
        return self.reader.post(f"/admin/pages/{self.page}/edit/", data, **headers)


def measure(database):
    with _house.newsroom(database) as port, _house.serving(port):
        from django.contrib.auth import get_user_model

        from tests.factories import info_page

        users = [get_user_model().objects.create_superuser(name, password=None) for name in ("first", "second")]
        clients = [_house.at_the_desk(port, user) for user in users]
        told, lost = Counter(), []
        for number in range(ROUNDS):
            page = info_page(f"Page {number}")
            editors = [Editor(client, page.pk) for client in clients]
            for editor in editors:
                editor.open()
            claimed = []
            if number % 2:
                # The second has begun to write already, and autosave would go on in that revision.
                editors[1].autosave(f"Title {number} begun")
                editors[0].open()
            for who, editor, way in zip(
                WHO, editors, (random.choice(WAYS), WAYS[number // 2 % len(WAYS)]), strict=True
            ):
                title = f"Title {number} of the {who}"
                is_saved = editor.save(way, title)
                told[who, way, "saved" if is_saved else "refused"] += 1
                claimed += [title] if is_saved else []
            # At the end of the round: the second may have overwritten the first.
            lost += [title for title in claimed if not _kept(page, title)]
        return verdict(database, told, lost)


def _kept(page, title):
    from wagtail.models import Revision

    return Revision.objects.for_instance(page).filter(content__title=title).exists()


def verdict(database, told, lost):
    saved, refused = (sum(count for (_who, _way, what), count in told.items() if what == word) for word in WORDS)
    refusals = {f"{who} {way}": count for (who, way, what), count in told.items() if what == "refused"}
    print(
        f"stale_saves {database}: {ROUNDS} rounds, {saved} saves that were said to be kept, {refused} refused "
        f"{refusals or ''}, {len(lost)} lost silently {lost[:3] or ''}",
        flush=True,
    )
    first_refused = any(who == "first" and what == "refused" for who, _way, what in told)
    return not lost and not first_refused and saved + refused == 2 * ROUNDS


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.exit(not measure(sys.argv[1]))
    _house.on_each_database(__file__)
