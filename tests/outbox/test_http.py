import gzip
import os
import socket
import ssl
import tempfile
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest import mock

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.test import SimpleTestCase, override_settings, tag

from outbox import http
from outbox.addresses import is_public, parsed

from .receiver import Receiver

CLOSED = [
    "127.0.0.1", "127.1", "127.0.0.53", "2130706433", "0x7f.1", "0x7f000001", "017700000001", "0.0.0.0", "0",  # noqa: S104
    "localhost", "localhost.", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "100.100.100.200", "192.0.0.192", "168.63.129.16", "198.18.0.1", "203.0.113.9", "224.0.0.1",
    "239.255.255.250", "240.0.0.1", "255.255.255.255", "[::]", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
    "[::ffff:169.254.169.254]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b:1::a00:1]", "[100::1]", "[fe80::1]",
    "[fec0::1]", "[fc00::1]", "[fd00:ec2::254]", "[ff02::1]", "[2001:db8::1]", "[2001::1]", "[2002:7f00:1::]",
    "[3fff::1]", "[5f00::1]",
]  # fmt: skip

NO_ADDRESSES = [
    "http://news.example/", "ftp://news.example/", "file:///etc/passwd", "gopher://news.example/", "//news.example/",
    "javascript:alert(1)", "", "https://", "https:///path", "https://user@news.example/", "https://a:b@news.example/",
    "https://news.example:22/", "https://news.example:99999/", "https://news.example:x/", "https://news.example\\@evil/",
    "https://news.example/ x", "https://news.example/\r\nX-Evil: 1", "https://news.example/\tx", "https://خبر.example/",
    "https://[fe80::1%25eth0]/", "https://[::1/", "https://" + "a" * 3000,
]  # fmt: skip


def looked_up(**places):
    """The resolver, with names of ours: each leads to its addresses the first time, and nowhere after that."""
    real = socket.getaddrinfo

    def look_up(host, port, *args, **kwargs):
        if host not in places:
            return real(host, port, *args, **kwargs)
        found = places[host].pop(0)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]

    return mock.patch("socket.getaddrinfo", look_up)


@tag("once")
class ClosedAddressesTest(SimpleTestCase):
    """With a server that listens where nobody may go: nothing arrives there."""

    def test_no_spelling_of_an_inner_address_is_asked(self):
        with Receiver() as receiver, self.settings(OUTBOX_PORTS=[443, receiver.port]):
            for host in CLOSED:
                with self.subTest(host), self.assertRaises(http.Failed):
                    http.send("GET", f"https://{host}:{receiver.port}/", seconds=2)
        self.assertEqual(receiver.asked, [])

    def test_what_is_no_address_of_the_web_is_refused_before_anybody_is_asked(self):
        for url in NO_ADDRESSES:
            with self.subTest(url), self.assertRaises(http.Refused):
                http.send("GET", url)

    def test_a_name_that_leads_inside_is_refused_and_so_is_one_that_leads_to_both_sides(self):
        for addresses in (["10.0.0.1"], ["93.184.215.14", "127.0.0.1"]):
            with looked_up(**{"two.example": [addresses]}), self.assertRaises(http.Refused):
                http.send("GET", "https://two.example/")

    def test_addresses_of_the_public_internet_are_open(self):
        for address in ("93.184.215.14", "9.9.9.9", "2606:4700::1111", "2a00:1450:4001::1"):
            self.assertTrue(is_public(parsed(address)), address)

    @override_settings(OUTBOX_LOOPBACK=True)
    def test_the_setting_for_tests_opens_this_machine_and_no_other(self):
        for url in ("http://10.0.0.1/", "http://169.254.169.254/", "http://[::ffff:10.0.0.1]/"):
            with self.subTest(url), self.assertRaises(http.Refused):
                http.send("GET", url)


@tag("once")
@override_settings(OUTBOX_LOOPBACK=True)
class AskingTest(SimpleTestCase):
    def test_it_says_who_asks_and_where_to_complain(self):
        with Receiver() as receiver:
            http.send("POST", receiver.url("/hook?a=1"), body=b"text", headers={"Content-Type": "text/plain"})
        (asked,) = receiver.asked
        self.assertEqual((asked.method, asked.path, asked.body), ("POST", "/hook?a=1", b"text"))
        self.assertEqual(asked.headers["user-agent"], "Newsroom (+http://testserver/)")
        self.assertEqual(asked.headers["host"], f"127.0.0.1:{receiver.port}")

    def test_the_name_is_looked_up_once_and_the_judged_address_is_asked(self):
        """DNS rebinding: the second answer would lead elsewhere."""
        with Receiver() as receiver, looked_up(**{"rebind.example": [["127.0.0.1"], ["10.0.0.1"]]}):
            http.send("GET", receiver.url(host="rebind.example"))
        self.assertEqual(receiver.asked[0].headers["host"], f"rebind.example:{receiver.port}")

    def test_a_proxy_of_the_environment_is_not_asked(self):
        with Receiver() as receiver, Receiver() as proxy:
            names = dict.fromkeys(("http_proxy", "HTTPS_PROXY", "ALL_PROXY"), proxy.url())
            self.enterContext(mock.patch.dict(os.environ, names))
            http.send("GET", receiver.url())
        self.assertEqual((len(receiver.asked), len(proxy.asked)), (1, 0))

    def test_an_answer_is_not_unpacked(self):
        packed = gzip.compress(b"0" * 1_000_000)
        with Receiver(lambda asked: (200, {"Content-Encoding": "gzip"}, [packed])) as receiver:
            self.assertEqual(http.send("GET", receiver.url()).body, packed)

    def test_a_header_cannot_smuggle_another(self):
        with Receiver() as receiver, self.assertRaises(http.Failed):
            http.send("GET", receiver.url(), headers={"X-Name": "a\r\nX-Evil: 1"})
        self.assertEqual(receiver.asked, [])


@tag("once")
@override_settings(OUTBOX_LOOPBACK=True)
class BoundsTest(SimpleTestCase):
    @contextmanager
    def within(self, seconds):
        started = time.monotonic()
        yield
        self.assertLess(time.monotonic() - started, seconds)

    def test_an_answer_that_is_too_long_is_left_alone(self):
        endless = Receiver(lambda asked: (200, {}, [b"0" * 10_000] * 100))
        with endless as receiver, self.assertRaisesMessage(http.Refused, "too long"):
            http.send("GET", receiver.url(), size=50_000)

    def test_a_body_that_drips_for_ever_ends_in_time(self):
        receiver = Receiver()
        receiver.answer = lambda asked: (200, {}, receiver.drip())
        with receiver, self.within(2), self.assertRaisesMessage(http.Unreachable, "No answer in time."):
            http.send("GET", receiver.url(), seconds=0.4)

    def test_so_do_headers_that_drip_for_ever(self):
        with Receiver((200, {"X-Endless": "1"})) as receiver, self.within(2), self.assertRaises(http.Unreachable):
            http.send("GET", receiver.url(), seconds=0.4)

    def test_so_does_a_server_that_says_nothing(self):
        receiver = Receiver()
        receiver.answer = lambda asked: receiver.over.wait(5) and 200
        with receiver, self.within(2), self.assertRaises(http.Unreachable):
            http.send("GET", receiver.url(), seconds=0.4)

    def test_what_does_not_speak_http_is_no_answer(self):
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = server.getsockname()[1]
        with self.assertRaises(http.Unreachable):
            http.send("GET", f"http://127.0.0.1:{port}/", seconds=1)


@tag("once")
@override_settings(OUTBOX_LOOPBACK=True)
class RedirectTest(SimpleTestCase):
    def to(self, place, status=302):
        return Receiver(lambda asked: (status, {"Location": place, "Set-Cookie": "a=1"}) if asked.path == "/" else 200)

    def test_three_are_followed_without_cookies_and_a_fourth_is_not(self):
        def count_down(asked):
            left = int(asked.path[1:])
            return (302, {"Location": f"/{left - 1}", "Set-Cookie": "a=1"}) if left else 200

        with Receiver(count_down) as receiver:
            self.assertEqual(http.send("GET", receiver.url("/3")).status, 200)
            with self.assertRaisesMessage(http.Refused, "Too many redirects."):
                http.send("GET", receiver.url("/4"))
        self.assertFalse(any("cookie" in asked.headers for asked in receiver.asked))

    def test_each_is_judged_like_the_first(self):
        for place in (
            "https://10.0.0.1/",
            "http://169.254.169.254/latest",
            "file:///etc/passwd",
            "//[fd00::1]/",
            "http://[",
        ):
            with self.subTest(place), self.to(place) as receiver, self.assertRaises(http.Refused):
                http.send("GET", receiver.url())

    def test_a_post_stays_one_where_the_status_says_so(self):
        for status, method in ((302, "GET"), (303, "GET"), (307, "POST"), (308, "POST")):
            with self.to("/there", status) as receiver:
                http.send("POST", receiver.url(), body=b"text")
            self.assertEqual((receiver.asked[1].method, len(receiver.asked[1].body)), (method, 4 * (method == "POST")))

    def test_a_password_does_not_go_along_to_another_host(self):
        with Receiver() as other, self.to(other.url("/there")) as receiver:
            http.send("GET", receiver.url(), headers={"Authorization": "Bearer secret"})
        self.assertIn("authorization", receiver.asked[0].headers)
        self.assertNotIn("authorization", other.asked[0].headers)

    def test_whoever_takes_no_redirect_gets_it_as_the_answer(self):
        with self.to("/there") as receiver:
            self.assertEqual(http.send("GET", receiver.url(), redirects=0).status, 302)
        self.assertEqual(len(receiver.asked), 1)


@tag("once")
@override_settings(OUTBOX_LOOPBACK=True)
class CertificateTest(SimpleTestCase):
    """The connection goes to an address; the certificate must be that of the name all the same."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.folder = cls.enterClassContext(tempfile.TemporaryDirectory())
        cls.file = Path(cls.folder, "certificate.pem")
        cls.file.write_bytes(certificate_of("right.example"))
        cls.server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        cls.server.load_cert_chain(cls.file)

    def ask(self, name, trust):
        context = ssl.create_default_context(cafile=self.file if trust else None)
        self.enterContext(mock.patch.object(http, "_trust", lambda: context))
        with Receiver(tls=self.server) as receiver, looked_up(**{name: [["127.0.0.1"]]}):
            return http.send("GET", receiver.url(host=name), seconds=5).status

    def test_that_of_the_name_is_taken(self):
        self.assertEqual(self.ask("right.example", trust=True), 200)

    def test_that_of_another_name_is_not(self):
        with self.assertRaisesMessage(http.Unreachable, "wrong.example"):
            self.ask("wrong.example", trust=True)

    def test_one_that_nobody_trusts_is_not(self):
        with self.assertRaises(http.Unreachable):
            self.ask("right.example", trust=False)


def certificate_of(name):
    """Key and certificate, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    form = serialization.Encoding.PEM
    private = key.private_bytes(form, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return private + made.public_bytes(form)
