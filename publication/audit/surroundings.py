"""A database, a media folder and an outside world of the audit's own. What exists is neither read nor written."""

import contextlib
import ipaddress
import secrets
import socket
import tempfile
from pathlib import Path
from unittest import mock

import dj_database_url
from django.conf import settings
from django.core.cache import cache
from django.db import connections
from django.test.utils import override_settings

LOOPBACK_NAMES = {"localhost", "testserver", ""}

#: What an audit is run with, whatever the settings of the site say.
SETTINGS = {
    "DEBUG": False,
    "ALLOWED_HOSTS": ["*"],
    "SECURE_SSL_REDIRECT": False,
    # It asks thousands of questions from one address.
    "API_REQUESTS_PER_MINUTE": 0,
    "FEED_PAGES_PER_MINUTE": 0,
    "OUTBOX_EMAIL_BACKEND": "django.core.mail.backends.locmem.EmailBackend",
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
    "TASKS": {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": []}},
    "CACHES": {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "leak-audit"}},
}


@contextlib.contextmanager
def throw_away(database_url="", verbosity=0):
    """Everything that is needed for an audit; yields the list of refused connections."""
    with tempfile.TemporaryDirectory(prefix="leak-audit-") as folder:
        static = {
            **settings.STORAGES,
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        }
        with (
            override_settings(MEDIA_ROOT=Path(folder) / "media", STORAGES=static, **SETTINGS),
            database_of_its_own(database_url, folder, verbosity),
            no_way_out() as refused,
            mock.patch("django.core.mail.outbox", [], create=True),
        ):
            cache.clear()
            yield refused


@contextlib.contextmanager
def database_of_its_own(url, folder, verbosity):
    """A new database under a name that nothing else has; SQLite's stands in the folder."""
    with _connected_to(_database(url, folder)) as connection:
        if connection.vendor == "sqlite":
            from django.core.management import call_command

            call_command("migrate", interactive=False, verbosity=verbosity)
            yield
            return
        former = connection.settings_dict["NAME"]
        connection.settings_dict["TEST"]["NAME"] = f"leak_audit_{secrets.token_hex(6)}"
        connection.creation.create_test_db(verbosity=verbosity, autoclobber=False, serialize=False)
        try:
            yield
        finally:
            connection.creation.destroy_test_db(former, verbosity=verbosity)


def _database(url, folder):
    if url:
        return {**dj_database_url.parse(url), "CONN_MAX_AGE": None}
    own = settings.DATABASES["default"]
    options = own.get("OPTIONS", {}) if own["ENGINE"].endswith("sqlite3") else {"transaction_mode": "IMMEDIATE"}
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(Path(folder) / "audit.sqlite3"), "OPTIONS": options}


@contextlib.contextmanager
def _connected_to(database):
    """The default connection leads there meanwhile, and back again after."""
    former = connections["default"]
    former_settings = connections.settings["default"]
    connections.settings["default"] = connections.configure_settings({"default": database})["default"]
    connections["default"] = connections.create_connection("default")
    try:
        yield connections["default"]
    finally:
        connections["default"].close()
        connections.settings["default"] = former_settings
        connections["default"] = former


@contextlib.contextmanager
def no_way_out():
    """Refuses connections to anything but this machine, and lists whom they were meant for."""
    refused = []
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def guarded_connect(self, address):
        if isinstance(address, tuple) and not _is_here(address[0]):
            refused.append(str(address[0]))
            raise ConnectionRefusedError(f"The leak audit lets nothing out: {address[0]}")
        return connect(self, address)

    def guarded_look_up(host, *args, **kwargs):
        if not _is_here(host):
            refused.append(str(host))
            raise socket.gaierror(f"The leak audit asks nobody for {host}")
        return look_up(host, *args, **kwargs)

    with (
        mock.patch.object(socket.socket, "connect", guarded_connect),
        mock.patch.object(socket.socket, "connect_ex", guarded_connect),
        mock.patch.object(socket, "getaddrinfo", guarded_look_up),
    ):
        yield refused


def _is_here(host):
    host = host.decode() if isinstance(host, bytes) else str(host or "")
    if host in LOOPBACK_NAMES:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
