"""What is kept of a symbol graph. Run by scripts/test --everything."""

import unittest

from reexported_symbols import of_type


def symbol(identifier, *path):
    return {"identifier": {"precise": identifier}, "pathComponents": list(path)}


class ReexportedSymbolsTest(unittest.TestCase):
    def test_a_type_and_its_members_are_kept_as_the_other_module_s(self):
        graph = {
            "metadata": {"formatVersion": 1},
            "module": {"name": "Inner", "platform": {}},
            "symbols": [
                symbol("s:5Inner3HalfV", "Half"), symbol("s:5Inner3HalfV4bits", "Half", "bits"),
                symbol("s:5Inner3HalfV4Sums", "Half", "Sums"), symbol("s:5Inner5OtherV", "Other")],
            "relationships": [
                {"source": "s:5Inner3HalfV4bits", "target": "s:5Inner3HalfV"},
                {"source": "s:5Inner3HalfV4Sums", "target": "s:5Inner3HalfV"},
                {"source": "s:5Inner3HalfV", "target": "s:SQ"},
                {"source": "s:5Inner3HalfV", "target": "s:5Inner6ScalarP"},
                {"source": "s:5Inner5OtherV", "target": "s:SQ"}]}
        part = of_type(graph, "Half", "Outer")
        self.assertEqual(part["module"], {"name": "Outer", "platform": {}})
        self.assertEqual([one["pathComponents"] for one in part["symbols"]], [["Half"], ["Half", "bits"]])
        self.assertEqual(
            [(one["source"], one["target"]) for one in part["relationships"]],
            [("s:5Inner3HalfV4bits", "s:5Inner3HalfV"), ("s:5Inner3HalfV", "s:SQ")])


if __name__ == "__main__":
    unittest.main()
