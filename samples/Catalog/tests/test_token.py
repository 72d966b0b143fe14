from __future__ import annotations

import asyncio
import base64
import hmac
import json
import time
import unittest

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from mesh.keys import FORCED_REFRESH_SECONDS, FORCED_REFRESHES, KEEP_SECONDS, KeysUnavailableError, SigningKeys, fetch_json, parse_keys
from mesh.token import Caller, TokenValidator
from tests.material import AUDIENCE, ISSUER, OTHER_KEY, ROLE, SIGNING_KEY, Issuer, public_jwk, token


def part(content: object) -> str:
    text = content if isinstance(content, str) else json.dumps(content)
    return base64.urlsafe_b64encode(text.encode()).rstrip(b"=").decode()


def signed(header: object, payload: object = "{}") -> str:
    """Signed by the issuer's own key, whatever it says."""
    text = f"{part(header)}.{part(payload)}"
    signature = SIGNING_KEY.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256())
    return f"{text}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}"


class TokenTests(unittest.TestCase):
    def setUp(self) -> None:
        self.issuer = Issuer(public_jwk(SIGNING_KEY, "k1"))
        self.validator = TokenValidator(SigningKeys(ISSUER, self.issuer.fetch), ISSUER, AUDIENCE)

    def validate(self, text: str) -> Caller | None:
        return asyncio.run(self.validator.validate(text))

    def test_a_good_token_names_its_caller(self) -> None:
        self.assertEqual(self.validate(token()), Caller("orders-identity", (ROLE,)))

    def test_t20_only_rs256(self) -> None:
        for text in (token(algorithm="RS384"), token(algorithm="PS256"), token(ec.generate_private_key(ec.SECP256R1()), "ES256"),
                     token("a secret", "HS256"), token(None, "none")):
            with self.subTest(text[:30]):
                self.assertIsNone(self.validate(text))

    def test_t22_hmac_with_the_public_key(self) -> None:
        encodings = serialization.Encoding
        forms = serialization.PublicFormat
        public = SIGNING_KEY.public_key()
        texts = [public.public_bytes(encodings.PEM, forms.SubjectPublicKeyInfo), public.public_bytes(encodings.DER, forms.PKCS1),
                 json.dumps(public_jwk(SIGNING_KEY, "k1")).encode()]
        claims = token().split(".")[1]
        for secret in texts:
            text = part({"alg": "HS256", "kid": "k1"}) + "." + claims
            mac = base64.urlsafe_b64encode(hmac.digest(secret, text.encode(), "sha256")).rstrip(b"=").decode()
            with self.subTest(secret[:20]):
                self.assertIsNone(self.validate(f"{text}.{mac}"))

    def test_t29_the_key_is_the_one_named(self) -> None:
        for header in ({"kid": "K1"}, {"kid": "other"}, {"kid": "../k1"}):
            with self.subTest(header):
                self.assertIsNone(self.validate(token(header=header)))
        self.assertIsNone(self.validate(token(OTHER_KEY)))
        self.assertIsNone(self.validate(signed({"alg": "RS256", "kid": 1})))

    def test_claims_that_are_wrong(self) -> None:
        now = int(time.time())
        wrong = (
            {"iss": ISSUER + "/"}, {"iss": [ISSUER]}, {"iss": None}, {"aud": "api://other"}, {"aud": None}, {"aud": AUDIENCE.upper()}, {"aud": 1},
            {"exp": now - 61}, {"exp": None}, {"exp": str(now + 600)}, {"exp": True}, {"exp": [now]}, {"exp": 1e400}, {"nbf": now + 120},
            {"sub": None}, {"sub": ""}, {"sub": 7}, {"roles": {"a": 1}}, {"roles": [1]}, {"roles": ["x"] * 300}, {"nonce": "n"}, {"iat": "now"})
        for claims in wrong:
            with self.subTest(claims):
                self.assertIsNone(self.validate(token(**claims)))

    def test_the_audience_may_be_one_of_several(self) -> None:
        self.assertIsNotNone(self.validate(token(aud=["api://other", AUDIENCE])))

    def test_t28_headers_that_change_the_meaning(self) -> None:
        for header in ({"crit": ["exp"]}, {"b64": False}, {"zip": "DEF"}):
            with self.subTest(header):
                self.assertIsNone(self.validate(token(header=header)))
        own = public_jwk(OTHER_KEY, "k1")
        self.assertIsNone(self.validate(token(OTHER_KEY, header={"jwk": own})))

    def test_text_that_is_no_token(self) -> None:
        good = token()
        header, payload, signature = good.split(".")
        deep = part("[" * 5000)
        for text in ("", ".", "..", "a.b", "a.b.c", good + ".x", f"{header}.{payload}.", f"{header}.{payload}.{signature[:-4]}AAAA", f"{good}=",
                     f"{deep}.{deep}.{signature}", f"{part([])}.{payload}.{signature}", "x" * 20000,
                     signed({"alg": "RS256", "kid": "k1"}, "[" * 5000), signed({"alg": "RS256", "kid": "k1"}, "[]"),
                     signed({"alg": "RS256", "kid": "k1"}, "no json")):
            with self.subTest(text[:40]):
                self.assertIsNone(self.validate(text))


class KeyTests(unittest.IsolatedAsyncioTestCase):
    def setUp(self) -> None:
        self.now = 1000.0
        self.issuer = Issuer(public_jwk(SIGNING_KEY, "k1"))
        self.keys = SigningKeys(ISSUER, self.issuer.fetch, lambda: self.now)

    async def test_a_new_key_is_found_at_once(self) -> None:
        self.assertIsNotNone(await self.keys.find("k1"))
        self.issuer.keys.append(public_jwk(OTHER_KEY, "k2"))
        self.assertIsNotNone(await self.keys.find("k2"))
        self.assertEqual(self.issuer.fetched, 2)

    async def test_unknown_keys_cost_a_bounded_number_of_fetches(self) -> None:
        await self.keys.find("k1")
        for number in range(200):
            self.assertIsNone(await self.keys.find(f"unknown-{number}"))
        self.assertEqual(self.issuer.fetched, 1 + FORCED_REFRESHES)
        self.now += FORCED_REFRESH_SECONDS
        await asyncio.gather(*(self.keys.find(f"again-{number}") for number in range(50)))
        self.assertEqual(self.issuer.fetched, 2 + FORCED_REFRESHES)

    async def test_the_first_requests_share_one_fetch(self) -> None:
        await asyncio.gather(*(self.keys.find("k1") for _ in range(50)))
        self.assertEqual(self.issuer.fetched, 1)

    async def test_the_last_good_keys_serve_for_a_bounded_time(self) -> None:
        await self.keys.find("k1")
        self.issuer.down = True
        self.now += KEEP_SECONDS - 1
        self.assertIsNotNone(await self.keys.find("k1"))
        self.now += 2
        with self.assertRaises(KeysUnavailableError):
            await self.keys.find("k1")

    async def test_an_empty_set_never_replaces_a_good_one(self) -> None:
        await self.keys.find("k1")
        self.issuer.keys = []
        self.now += 3600
        self.assertIsNotNone(await self.keys.find("k1"))

    async def test_never_reached_and_then_reached(self) -> None:
        self.issuer.down = True
        with self.assertRaises(KeysUnavailableError):
            await self.keys.find("k1")
        self.issuer.down = False
        self.now += 1.5
        self.assertIsNotNone(await self.keys.find("k1"))

    async def test_discovery_of_another_issuer_is_not_believed(self) -> None:
        keys = SigningKeys(ISSUER + "/other", self.issuer.fetch)
        with self.assertRaises(KeysUnavailableError):
            await keys.find("k1")

    def test_t37_unusable_keys_are_skipped(self) -> None:
        small = rsa.generate_private_key(public_exponent=65537, key_size=1024)
        usable = public_jwk(SIGNING_KEY, "good")
        entries = [
            public_jwk(small, "small"), public_jwk(SIGNING_KEY, "enc", use="enc"), public_jwk(SIGNING_KEY, "alg", alg="RS512"),
            public_jwk(SIGNING_KEY, "ops", key_ops=["encrypt"]), {"kty": "oct", "kid": "oct", "k": "AAAA"}, {"kty": "RSA", "kid": "empty"}, 7, None,
            public_jwk(SIGNING_KEY, "number") | {"kid": 7}, public_jwk(SIGNING_KEY, "bad", n="!"), public_jwk(SIGNING_KEY, "ops2", key_ops=7),
            usable, public_jwk(OTHER_KEY, "good")]
        keys = parse_keys({"keys": entries})
        self.assertEqual(list(keys), ["good"])
        self.assertEqual(keys["good"].public_numbers(), SIGNING_KEY.public_key().public_numbers())
        for document in (None, [], {"keys": {}}, {"keys": None}, "x"):
            self.assertEqual(parse_keys(document), {})

    def test_keys_come_over_https_only(self) -> None:
        with self.assertRaises(ValueError):
            fetch_json("http://127.0.0.1/keys")
