from __future__ import annotations

import random
import unittest
from urllib.parse import quote

from mesh.peer import parse_spiffe_id, read_peer
from tests.material import ORDERS, escaped_certificate


class PeerTests(unittest.TestCase):
    def test_spiffe_ids_that_are_well_formed(self) -> None:
        for text in (ORDERS, "spiffe://a/b", "spiffe://td_1.x-y/A/b.c/d_e", "spiffe://td/..."):
            with self.subTest(text):
                self.assertEqual(str(parse_spiffe_id(text)), text)

    def test_t12_spiffe_ids_that_are_not(self) -> None:
        for text in (
                "", "spiffe://", "spiffe://td", "spiffe://td/", "spiffe://TD/ns/a", "SPIFFE://td/a", "spiffe://td:8443/x", "spiffe://u@td/x",
                "spiffe://td/a//b", "spiffe://td/a/../b", "spiffe://td/./b", "spiffe://td/..", "spiffe://td/a%2Fb", "spiffe://td/x?y",
                "spiffe://td/x#y", "spiffe://td/x/", "http://td/x", "spiffe://td/x\n", " spiffe://td/x", "spiffe://td/ü",
                "spiffe://" + "t" * 256 + "/x", "spiffe://td/" + "x" * 2048):
            with self.subTest(text[:40]):
                self.assertIsNone(parse_spiffe_id(text))

    def test_the_one_uri_name_of_the_certificate_is_the_peer(self) -> None:
        self.assertEqual(str(read_peer("SUCCESS", escaped_certificate(ORDERS))), ORDERS)

    def test_t14_any_other_verification_is_no_peer(self) -> None:
        for verify in (None, "", "success", "SUCCESS ", "NONE", "FAILED:expired"):
            with self.subTest(verify):
                self.assertIsNone(read_peer(verify, escaped_certificate(ORDERS)))

    def test_certificates_without_exactly_one_spiffe_id(self) -> None:
        for uris in ((), (ORDERS, ORDERS), (ORDERS, "https://example.test/"), ("https://example.test/",), ("spiffe://MESH.local/x",)):
            with self.subTest(uris):
                self.assertIsNone(read_peer("SUCCESS", escaped_certificate(*uris)))
        self.assertIsNone(read_peer("SUCCESS", escaped_certificate(dns=None)))

    def test_what_is_not_one_escaped_certificate(self) -> None:
        good = escaped_certificate(ORDERS)
        for value in (
                None, "", "x", "%", "%zz", good + good, good + "x", "x" + good, good.replace("%20", "+"), good.replace("%0A", "\n"),
                good[:-60], good.replace("MII", "AII", 1), good + "%0A" * 6000, quote("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")):
            with self.subTest((value or "")[:40]):
                self.assertIsNone(read_peer("SUCCESS", value))

    def test_random_damage_never_raises(self) -> None:
        good, chance = escaped_certificate(ORDERS), random.Random(17)
        for _ in range(2000):
            place = chance.randrange(len(good))
            damaged = good[:place] + chance.choice("AZaz09%-+/=") + good[place + chance.randrange(3):]
            peer = read_peer("SUCCESS", damaged)
            self.assertTrue(peer is None or str(peer).startswith("spiffe://"))
