from __future__ import annotations

import unittest

from mesh.settings import Settings

GOOD = {
    "CATALOG_PORT": "7073", "HOP_KEY_FILE": "/x", "TRUST_DOMAIN": "mesh.local", "ALLOWED_PEER": "spiffe://mesh.local/ns/shop/sa/orders",
    "TOKEN_ISSUER": "https://issuer.test/t/v2.0", "TOKEN_AUDIENCE": "api://catalog", "TOKEN_ROLE": "Catalog.Read"}


class SettingsTests(unittest.TestCase):
    def test_complete_settings_are_read(self) -> None:
        self.assertEqual(Settings.read(GOOD).port, 7073)

    def test_everything_wrong_is_reported_at_once(self) -> None:
        with self.assertRaises(ValueError) as caught:
            Settings.read(GOOD | {"CATALOG_PORT": "x", "TOKEN_ISSUER": "http://issuer.test", "ALLOWED_PEER": "spiffe://other/x", "TOKEN_ROLE": ""})
        self.assertEqual([line.split(":")[0] for line in str(caught.exception).splitlines()],
                         ["CATALOG_PORT", "TOKEN_ISSUER", "ALLOWED_PEER", "TOKEN_ROLE"])
