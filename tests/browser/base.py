"""A real Chromium in front of a real server. What these tests see is what readers and editors see."""

import asyncio
import os
import pickle
import re
import shutil
import threading
import time
from contextlib import contextmanager
from multiprocessing.util import Finalize
from unittest import SkipTest

from django.contrib.staticfiles.testing import StaticLiveServerTestCase
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.db import connections
from django.test.testcases import LiveServerThread
from django.test.utils import override_settings
from playwright.sync_api import expect, sync_playwright

from tests.clean_slate import CleanSlate
from tests.factories import newsroom

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP newsroom.test 127.0.0.1",
]  # fmt: skip
#: The same server, under a name whose plain http a browser does not take for secure.
INSECURE = "newsroom.test"
CLIPBOARD = ["clipboard-read", "clipboard-write"]
PATIENCE = 45_000  # milliseconds: how long a condition may take on a busy machine
expect.set_options(timeout=PATIENCE)


def find_chromium():
    """$CHROMIUM, or one on PATH; None where there is none."""
    names = (
        [os.environ["CHROMIUM"]] if os.environ.get("CHROMIUM") else ["chromium", "chromium-browser", "google-chrome"]
    )
    return next((path for path in map(shutil.which, names) if path), None)


@contextmanager
def out_of_the_loop():
    """Playwright's event loop counts as running in this thread between its calls; Django then takes the thread for an
    asynchronous one and gives it another connection to the database."""
    loop = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    try:
        yield
    finally:
        asyncio._set_running_loop(loop)


def _can_be_sent(value):
    try:
        pickle.dumps(value)
    except Exception:  # noqa: BLE001 - whatever a library raises for what it cannot take along
        return False
    return True


class Chromium:
    """One for all classes that a process runs: each window has its cookies and its cache to itself anyway."""

    browser = _loop = None

    @classmethod
    @contextmanager
    def of_this_process(cls, path):
        if cls.browser is None or not cls.browser.is_connected():
            playwright = sync_playwright().start()
            cls._loop = asyncio._get_running_loop()
            cls.browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
            # Not `atexit`, which the processes of the parallel runner leave out.
            Finalize(None, cls._close, (playwright,), exitpriority=1)
        asyncio._set_running_loop(cls._loop)
        try:
            yield
        finally:
            # For tests that know nothing of a browser; see `out_of_the_loop`.
            asyncio._set_running_loop(None)

    @classmethod
    def _close(cls, playwright):
        asyncio._set_running_loop(cls._loop)
        cls.browser.close()
        playwright.stop()


class Server(ThreadedWSGIServer):
    """A browser keeps connections open beyond its class. Those that end later leave the one to the database alone:
    threads share it only while the class runs."""

    def _close_connections(self):
        if not self.connections_override:
            super()._close_connections()


class OneAtATimeServer(LiveServerThread):
    """Answers requests one after the other, because on SQLite all threads share one connection in memory, and
    leaves `/media/` to the newsroom: Django's own would hand out what the gate keeps."""

    server_class = Server
    turn = threading.RLock()
    is_open = False

    def run(self):
        for alias, connection in (self.connections_override or {}).items():
            connections[alias] = connection
        try:
            application = self.static_handler(WSGIHandler())
            self.httpd = self._create_server(connections_override=self.connections_override)
            self.port = self.port or self.httpd.server_address[1]
            self.httpd.set_app(self._in_turn(application))
            self.is_ready.set()
            self.httpd.serve_forever()
        except Exception as error:  # noqa: BLE001 - told to the test that waits for the server
            self.error = error
            self.is_ready.set()
        finally:
            connections.close_all()

    def _in_turn(self, application):
        def answer(environ, start_response):
            with self.turn:
                if self.is_open:
                    return application(environ, start_response)
                start_response("503 Service Unavailable", [])
                return []

        return answer

    @classmethod
    def open(cls, is_open):
        """Between two tests it is closed. An editor's window keeps asking until it is gone, and what it asked last is
        answered later: while the tables are emptied, or in the next test."""
        with cls.turn:
            cls.is_open = is_open


class BrowserTestCase(CleanSlate, StaticLiveServerTestCase):
    """Lays out a newsroom before each test; nobody is logged in. A test ends well only if no page has complained."""

    server_thread_class = OneAtATimeServer
    host = "127.0.0.1"

    def __getstate__(self):
        """What the parallel runner sends to its other process with a subtest that failed: windows cannot go there."""
        return {name: value for name, value in self.__dict__.items() if _can_be_sent(value)}

    @classmethod
    def setUpClass(cls):
        path = find_chromium()
        if path is None:
            reason = "No Chromium was found in $CHROMIUM or on PATH: this browser test cannot run."
            if os.environ.get("CI") == "true":
                raise AssertionError(reason)
            raise SkipTest(reason)
        super().setUpClass()
        cls.enterClassContext(Chromium.of_this_process(path))
        cls.browser = Chromium.browser

    @classmethod
    def _pre_setup(cls):
        with out_of_the_loop():
            super()._pre_setup()
        cls.server_thread_class.open(True)

    def _post_teardown(self):
        self.server_thread_class.open(False)
        with out_of_the_loop():
            super()._post_teardown()

    def setUp(self):
        self.complaints = []
        settings = override_settings(WAGTAILADMIN_BASE_URL=self.live_server_url)
        settings.enable()
        self.addCleanup(settings.disable)
        with self.alone():
            self.homes = newsroom()

    @contextmanager
    def alone(self):
        """Work on the database while the server waits."""
        with self.server_thread_class.turn, out_of_the_loop():
            yield

    def visitor(self, **options):
        """A fresh browser window without cookies: `visitor(java_script_enabled=False, viewport=…)`."""
        options.setdefault("viewport", {"width": 1280, "height": 900})
        context = self.browser.new_context(base_url=self.live_server_url, **options)
        context.set_default_timeout(PATIENCE)
        self.addCleanup(context.close)
        page = context.new_page()
        self.addCleanup(self._keep_last_sight, page)
        page.on("console", self._listen)
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        return page

    def _keep_last_sight(self, page):
        """With BROWSER_SHOTS=<folder>, what each window showed last, to see why a test failed."""
        folder = os.environ.get("BROWSER_SHOTS")
        if folder:
            name = f"{self._testMethodName}-{len(self.browser.contexts)}.png"
            page.screenshot(path=os.path.join(folder, name), full_page=True)

    def _listen(self, message):
        # A refused resource, a violated policy and a failed script all speak through the console.
        # Autosave asks while a row is half filled in, and is told so.
        is_autosave = "400 (Bad Request)" in message.text and "/admin/pages/" in message.location.get("url", "")
        if message.type == "error" and not is_autosave:
            self.complaints.append(f"{message.text} ({message.location.get('url', '')})")

    def assert_no_complaints(self):
        self.assertEqual(self.complaints, [])

    def status_of(self, path):
        """What an anonymous reader gets at the address."""
        answer = self._reader().get(path, max_redirects=0)
        return answer.status

    def answer_of(self, path):
        return self._reader().get(path)

    def copied_by(self, page, button):
        """The text on the clipboard after a click; the page needs the permissions CLIPBOARD."""
        page.evaluate("navigator.clipboard.writeText('')")
        button.click()
        # Not the status alone: it may still tell of the button before.
        self.wait_until(lambda: page.evaluate("navigator.clipboard.readText()"), seconds=30)
        expect(page.get_by_role("status")).to_have_text(re.compile("Copied|کپی شد"))
        return page.evaluate("navigator.clipboard.readText()")

    def wait_until(self, condition, seconds):
        """Asks again and again; there is nothing in the page that could say it."""
        end = time.monotonic() + seconds
        while not condition():
            self.assertLess(time.monotonic(), end, f"It did not happen within {seconds} seconds.")
            time.sleep(0.25)

    def _reader(self):
        if not hasattr(self, "_reader_context"):
            self._reader_context = self.browser.new_context(base_url=self.live_server_url)
            self.addCleanup(self._reader_context.close)
        return self._reader_context.request
