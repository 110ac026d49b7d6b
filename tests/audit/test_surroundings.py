import socket
from unittest import mock

from django.test import SimpleTestCase

from publication.audit.surroundings import no_way_out
from publication.audit.tokens import Ledger, readable


class NoWayOutTest(SimpleTestCase):
    def test_a_connection_to_the_outside_is_refused_and_listed(self):
        with no_way_out() as refused:
            with self.assertRaises(OSError):
                socket.create_connection(("203.0.113.7", 80), timeout=1)
            with self.assertRaises(OSError):
                socket.getaddrinfo("mail.example.org", 25)
        self.assertEqual(refused, ["203.0.113.7", "mail.example.org"])

    def test_this_machine_can_be_reached(self):
        with socket.create_server(("127.0.0.1", 0)) as server, no_way_out() as refused:
            socket.create_connection(server.getsockname(), timeout=5).close()
        self.assertEqual(refused, [])


class TokenTest(SimpleTestCase):
    class Draft:
        is_public = False

    def setUp(self):
        self.ledger = Ledger()
        self.token = self.ledger.mint(self.Draft(), "title")

    def test_a_token_is_found_when_it_is_cut_short(self):
        self.assertEqual(self.ledger.find(f"<p>{self.token.value[:10]}…</p>"), {self.token})

    def test_a_token_is_found_behind_percent_signs_and_entities(self):
        hidden = "".join(f"%{ord(letter):02x}" for letter in self.token.value)
        self.assertEqual(self.ledger.find(readable(hidden)), {self.token})
        hidden = "".join(f"&#{ord(letter)};" for letter in self.token.value)
        self.assertEqual(self.ledger.find(readable(hidden)), {self.token})

    def test_no_two_words_begin_alike(self):
        alike, other = self.token.value[:8] + "aaaaaaaa", "zqbcdefghijklmno"
        with mock.patch("publication.audit.tokens.random_value", side_effect=[alike, other]):
            self.assertEqual(self.ledger.mint(self.Draft(), "body").value, other)
        self.assertEqual(self.ledger.find(self.token.value), {self.token})

    def test_a_telephone_number_is_found_in_persian_digits(self):
        number = self.ledger.mint(self.Draft(), "phone", shape="number")
        persian = number.value.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
        self.assertEqual(self.ledger.find(readable(persian)), {number})

    def test_an_address_about_nothing_has_the_same_shape(self):
        address = f"/en/stories/{self.token.value}/"
        other = self.ledger.about_nothing(address)
        self.assertNotEqual(other, address)
        self.assertEqual(len(other), len(address))
        self.assertEqual(self.ledger.find(other), set())
