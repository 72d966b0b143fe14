from __future__ import annotations

import unittest

from mesh.trace import lineage, parse_traceparent

TRACE, PARENT = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
GOOD = f"00-{TRACE}-{PARENT}-01"


class TraceTests(unittest.TestCase):
    def test_valid_values(self) -> None:
        for value in (GOOD, f" \t{GOOD}\t", f"00-{TRACE}-{PARENT}-ff", f"cc-{TRACE}-{PARENT}-01", f"cc-{TRACE}-{PARENT}-01-what-the-future-is"):
            with self.subTest(value):
                incoming = parse_traceparent(value)
                self.assertIsNotNone(incoming)
                self.assertEqual((incoming.trace_id, incoming.parent_id), (TRACE, PARENT))

    def test_t50_invalid_values(self) -> None:
        for value in (
                "", GOOD.upper(), f"ff-{TRACE}-{PARENT}-01", f"00-{'0' * 32}-{PARENT}-01", f"00-{TRACE}-{'0' * 16}-01", GOOD + ".", GOOD + "-x",
                GOOD[:-1], f"{GOOD},{GOOD}", f"cc-{TRACE}-{PARENT}-01.what", f"cc-{TRACE}-{PARENT}-0", f"0-{TRACE}-{PARENT}-01", GOOD + "\n", f"00-{TRACE} -{PARENT}-01"):
            with self.subTest(value):
                self.assertIsNone(parse_traceparent(value))

    def test_two_fields_restart_even_if_identical(self) -> None:
        self.assertNotEqual(lineage([GOOD, GOOD], [], proven=True).trace_id, TRACE)

    def test_request_ids_that_do_not_fit_are_replaced(self) -> None:
        self.assertEqual(lineage([], ["a-1"], proven=True).request_id, "a-1")
        for ids in (["a b"], ["\x1b[31m"], ["x" * 129], ["a", "a"], [""]):
            with self.subTest(ids):
                self.assertRegex(lineage([], ids, proven=True).request_id, "^[0-9a-f]{32}$")
