import datetime
import unittest

import headrace


class ReadTest(unittest.TestCase):
    def test_reads_times_and_levels(self):
        readings = list(headrace.read(["# spring", "", "2026-03-01T08:00:00 412"]))
        expected = headrace.Reading(datetime.datetime(2026, 3, 1, 8), 412)
        self.assertEqual([expected], readings)

    def test_says_which_line_is_bad(self):
        with self.assertRaisesRegex(headrace.BadLine, "line 2"):
            list(headrace.read(["2026-03-01T08:00:00 412", "deep"]))
