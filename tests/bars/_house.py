"""A newsroom of its own for each measurement: a throw-away folder, database and server."""

import http.client
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode, urlsplit

ROOT = Path(__file__).resolve().parents[2]
SERVER = os.environ.get("CI_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")
DATABASES = ("sqlite", "postgresql")


def on_each_database(script):
    """Runs the script once for each database, in a process of its own; its exit code is the worst of theirs."""
    codes = [subprocess.run([sys.executable, script, name], check=False).returncode for name in DATABASES]
    sys.exit(max(codes))


@contextmanager
def newsroom(database="sqlite", *, compressed=False):
    """Sets Django up on an empty newsroom with production settings. Once per process. `compressed` makes
    static files as production has them, which takes a minute."""
    with tempfile.TemporaryDirectory(prefix="bars-") as folder, _database(database, folder) as url:
        port = _free_port()
        os.environ.update(
            DJANGO_SETTINGS_MODULE="newsroom.settings.production", SECRET_KEY="of-this-measurement-only" * 3,
            SITE_URL=f"http://127.0.0.1:{port}", LOCAL_TRIAL="1", DATA_DIR=folder, DATABASE_URL=url, PORT=str(port),
            HOST="127.0.0.1", STATIC_COMPRESS=str(int(compressed)), LOG_LEVEL="ERROR", GUNICORN_LOG_LEVEL="warning",
            STATIC_ROOT=f"{folder}/static",
        )  # fmt: skip
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        from tests import factories

        factories.newsroom()
        try:
            yield port
        finally:
            from django.db import connections

            connections.close_all()


@contextmanager
def serving(port):
    """gunicorn as the product runs it."""
    from django.core.management import call_command

    call_command("collectstatic", verbosity=0, interactive=False)
    command = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py"]
    log = Path(os.environ["DATA_DIR"], "server.log")
    with log.open("w") as file, process(command, stderr=file) as server:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                if Reader(port).get("/healthz")[0] == 200:
                    break
            except OSError:
                pass
            if server.poll() is not None:
                raise RuntimeError("gunicorn ended")
            time.sleep(0.2)
        yield
        # Each 404 is a line there, and some measurements ask for thousands: only what broke is shown.
        _before, traceback, rest = log.read_text().partition("Traceback")
        if traceback:
            print(f"The server's first error:\n{traceback}{rest[-3000:]}", file=sys.stderr)


@contextmanager
def process(command, **kwargs):
    started = subprocess.Popen(command, cwd=ROOT, **kwargs)
    try:
        yield started
    finally:
        started.terminate()
        try:
            started.wait(timeout=30)
        except subprocess.TimeoutExpired:
            started.kill()
            started.wait()


class Reader:
    """A client with a connection for each request, as many readers have."""

    def __init__(self, port, cookies=None):
        self.port, self.cookies = port, cookies or {}

    def get(self, path, **headers):
        return self._ask("GET", path, None, headers)

    def post(self, path, data, **headers):
        body = urlencode(data | {"csrfmiddlewaretoken": self.cookies.get("csrftoken", "")})
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        headers["Referer"] = f"http://127.0.0.1:{self.port}{path}"
        return self._ask("POST", path, body, headers)

    def _ask(self, method, path, body, headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=90)
        headers["Connection"] = "close"
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            # Of a picture, whose bytes are no text, it is known that it came.
            text = response.read().decode(errors="replace")
            for line in response.headers.get_all("Set-Cookie") or []:
                name, _, value = line.split(";")[0].partition("=")
                self.cookies[name] = value
            return response.status, text, response.headers
        finally:
            connection.close()


def at_the_desk(port, user):
    """A client that is logged in as this user, without the form."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return Reader(port, {settings.SESSION_COOKIE_NAME: session.session_key})


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))] if values else 0.0


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def _database(name, folder):
    if name == "sqlite":
        yield f"sqlite:///{folder}/newsroom.sqlite3"
        return
    import psycopg
    from psycopg import sql

    own = sql.Identifier(f"bars_{os.getpid()}_{random.randrange(10**6)}")
    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(own))
        try:
            yield urlsplit(SERVER)._replace(path=f"/{own.as_string()[1:-1]}").geturl()
        finally:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(own))
