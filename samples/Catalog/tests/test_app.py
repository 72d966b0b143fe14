"""Requests to the whole app: who gets in, and what everybody else is told."""
from __future__ import annotations

import json
import logging
import unittest

from mesh.log import JsonFormatter
from tests.material import NEW_KEY, OLD_KEY, ORDERS, OTHER_KEY, Answer, Service, escaped_certificate, token

TRACE, PARENT = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"


class AppTests(unittest.TestCase):
    def setUp(self) -> None:
        self.service = Service().__enter__()
        self.addCleanup(self.service.__exit__)

    def lines(self, run) -> tuple[Answer, list[dict]]:
        with self.assertLogs(level=logging.INFO) as captured:
            answer = run()
        formatter = JsonFormatter()
        return answer, [json.loads(formatter.format(record)) for record in captured.records]

    def assert_problem(self, answer: Answer, status: int) -> None:
        self.assertEqual(answer.status, status, answer.body)
        self.assertEqual(answer.headers["content-type"], "application/problem+json")
        self.assertEqual(answer.body["status"], status)
        if status == 401:
            self.assertTrue(answer.headers["www-authenticate"].startswith("Bearer"))

    def test_orders_gets_an_item(self) -> None:
        answer = self.service.get(self.service.good_headers())
        self.assertEqual((answer.status, answer.body["sku"], answer.body["currency"]), (200, "pot-iron", "EUR"))

    def test_the_previous_hop_key_still_counts(self) -> None:
        self.assertEqual(self.service.get_with(Mesh_Hop_Key=OLD_KEY).status, 200)

    def test_a_changed_key_file_is_read_again(self) -> None:
        self.service.get(self.service.good_headers())
        self.service.write_keys("x" * 40, NEW_KEY)
        self.assertEqual(self.service.get_with(Mesh_Hop_Key="x" * 40).status, 200)
        self.assert_problem(self.service.get_with(Mesh_Hop_Key=OLD_KEY), 403)

    def test_no_or_wrong_hop_key_leaves_no_peer(self) -> None:
        for key in ("", "x", NEW_KEY[:-1] + "x", NEW_KEY.upper(), "k" * 65536):
            with self.subTest(length=len(key)):
                self.assert_problem(self.service.get_with(Mesh_Hop_Key=key), 403)
        self.assert_problem(self.service.get_with(without="Mesh-Hop-Key"), 403)

    def test_without_any_key_nobody_can_prove_anything(self) -> None:
        self.service.write_keys("too-short")
        answer = self.service.get(self.service.good_headers())
        self.assert_problem(answer, 503)
        self.assertIn("retry-after", answer.headers)

    def test_a_key_file_that_others_may_read_is_not_used(self) -> None:
        self.service.write_keys(NEW_KEY, mode=0o644)
        self.assert_problem(self.service.get(self.service.good_headers()), 503)

    def test_only_verified_certificates_of_the_permitted_workload_count(self) -> None:
        for verify in ("success", "NONE", "FAILED:self-signed certificate", "SUCCESS x"):
            with self.subTest(verify):
                self.assert_problem(self.service.get_with(X_Client_Verify=verify), 403)
        for other in ("spiffe://mesh.local/ns/shop/sa/inventory", "spiffe://other.local/ns/shop/sa/orders", ORDERS + "x"):
            with self.subTest(other):
                self.assert_problem(self.service.get_with(X_Client_Cert=escaped_certificate(other)), 403)
        self.assert_problem(self.service.get_with(without="X-Client-Cert"), 403)

    def test_repeated_headers_are_refused_by_name(self) -> None:
        for name, value in self.service.good_headers():
            with self.subTest(name):
                answer = self.service.get([*self.service.good_headers(), (name, value)])
                self.assert_problem(answer, 400)
                self.assertNotIn(value, json.dumps(answer.body))
                self.assert_problem(self.service.get_with(**{name.replace("-", "_"): f"{value},{value}"}), 400)

    def test_tokens_that_are_missing_or_malformed(self) -> None:
        self.assertEqual(self.service.get_with(without="Authorization").headers["www-authenticate"], "Bearer")
        self.assert_problem(self.service.get_with(Authorization="Basic dXNlcg=="), 401)
        for value in ("Bearer", "Bearer a b", "Bearer\ttoken", "bearer a,b"):
            with self.subTest(value):
                self.assert_problem(self.service.get_with(Authorization=value), 400)
        self.assertEqual(self.service.get_with(Authorization=f"bEARER {token()}").status, 200)

    def test_a_bad_token_is_401_and_a_missing_role_403(self) -> None:
        answer = self.service.get_with(Authorization=f"Bearer {token(OTHER_KEY)}")
        self.assert_problem(answer, 401)
        self.assertEqual(answer.headers["www-authenticate"], 'Bearer error="invalid_token"')
        self.assert_problem(self.service.get_with(Authorization=f"Bearer {token(roles=['Catalog.Write'])}"), 403)

    def test_an_issuer_that_was_never_reached_is_503(self) -> None:
        self.service.issuer.down = True
        self.assert_problem(self.service.get(self.service.good_headers()), 503)

    def test_unknown_items_and_addresses_are_404_for_those_who_may_ask(self) -> None:
        for path in ("/api/items/none", "/api/items/%0d%0a", "/api/items/\u0000", "/docs", "/openapi.json"):
            with self.subTest(path):
                self.assert_problem(self.service.get(self.service.good_headers(), path), 404)
                self.assert_problem(self.service.get([], path), 401)
        self.assert_problem(self.service.get(self.service.good_headers(), method="DELETE"), 405)

    def test_health_is_open(self) -> None:
        self.assertEqual(self.service.get([], "/healthz").body, {"status": "ok"})

    def test_the_span_continues_the_trace_of_the_sidecar(self) -> None:
        headers = [*self.service.good_headers(), ("traceparent", f"00-{TRACE}-{PARENT}-01"), ("x-request-id", "request-1")]
        _, lines = self.lines(lambda: self.service.get(headers))
        span = lines[-1]
        self.assertEqual((span["kind"], span["tier"], span["name"]), ("span", "catalog", "GET /api/items/{sku}"))
        self.assertEqual((span["traceId"], span["parentId"], span["links"]), (TRACE, PARENT, []))
        self.assertEqual((span["peer"], span["caller"], span["requestId"]), (ORDERS, "orders-identity", "request-1"))
        self.assertEqual(span["status"], 200)
        self.assertRegex(span["spanId"], "^[0-9a-f]{16}$")

    def test_the_trace_of_a_stranger_is_only_linked(self) -> None:
        headers = [("traceparent", f"00-{TRACE}-{PARENT}-01"), ("x-request-id", "request-1"), ("X-Client-Verify", "SUCCESS")]
        answer, lines = self.lines(lambda: self.service.get(headers))
        span = lines[-1]
        self.assertNotEqual(span["traceId"], TRACE)
        self.assertEqual((span["parentId"], span["links"], span["peer"], span["status"]), (None, [TRACE], None, 401))
        self.assertNotEqual(span["requestId"], "request-1")
        self.assertEqual(answer.body["traceId"], span["traceId"])

    def test_nothing_secret_is_logged(self) -> None:
        bearer = token(jti="jti-canary")
        _, lines = self.lines(lambda: [
            self.service.get_with(Authorization=f"Bearer {bearer}"), self.service.get_with(Mesh_Hop_Key="hop-canary" * 5),
            self.service.get_with(Authorization="Bearer token-canary x")][0])
        text = json.dumps(lines)
        for secret in (NEW_KEY, bearer, "jti-canary", "hop-canary", "token-canary", "query-canary"):
            self.assertNotIn(secret, text)

    def test_a_bug_is_a_500_without_its_text(self) -> None:
        @self.service.app.get("/broken")
        async def broken() -> None:
            raise KeyError("exception-canary")

        answer, lines = self.lines(lambda: self.service.get(self.service.good_headers(), "/broken"))
        self.assert_problem(answer, 500)
        self.assertNotIn("exception-canary", json.dumps([answer.body, lines]))
        self.assertIn("KeyError", json.dumps(lines))


if __name__ == "__main__":
    unittest.main()
