"""The comparison with the books finds what is wrong: a field, a record that is missing, one too many, one twice.

test-books.py PAIRS
"""

import copy
import json
import sys
import unittest

import books

with open(sys.argv[1], encoding="utf-8") as file:
    GIVEN = json.load(file)
PAIRS = [(pair["entity"], pair["record"], pair["book"]) for pair in GIVEN["pairs"]]
SHOP = books.Shop(GIVEN["statuses"])
OTHER = {"currency": "AED", "rate": "7.5", "birthday": "1991-01-02"}
ROWS = {"tiers": {"from": 100, "discount": 100}}  # what to put where there is none; a number elsewhere


def other(name, value):
    """Another value of a field of the books."""
    if name in OTHER:
        return OTHER[name]
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 60000  # a minute, or an amount that differs without its VAT, too
    if isinstance(value, list):
        return value[1:] if value else [ROWS.get(name, 720881)]
    return f"{value or ''}x"


class Comparison(unittest.TestCase):
    def test_every_entity(self):
        self.assertEqual({entity for entity, _, _ in PAIRS}, set(books.RULES))
        for entity, record, book in PAIRS:
            self.assertEqual(books.compare(entity, [record], [[book]], SHOP), [])

    def test_every_field(self):
        """Whatever of the books is another, unless it is named as untold."""
        for entity, record, book in PAIRS:
            for name in set(book) - {"id"} - set(books.UNTOLD[entity]):
                if name == "rate" and book["currency"] == SHOP.currency:
                    continue
                with self.subTest(entity=entity, field=name):
                    changed = {**book, name: other(name, book[name])}
                    self.assertTrue(books.compare(entity, [record], [[changed]], SHOP))

    def test_fields_within(self):
        """Another sum, name or number of one of the items."""
        for entity in "orders", "carts":
            record, book = next((record, book) for one, record, book in PAIRS if one == entity)
            for name in book["items"][0]:
                with self.subTest(entity=entity, field=name):
                    changed = copy.deepcopy(book)
                    changed["items"][-1][name] = other(name, changed["items"][-1][name])
                    self.assertTrue(books.compare(entity, [record], [[changed]], SHOP))

    def test_fields_of_the_record(self):
        entity, record, book = PAIRS[0]
        for name, value in (("total", {"amount": "1.00", "currency": "SAR"}), ("total_shop", None), ("detailed", False),
                            ("status_name", "x"), ("items_text", ""), ("shop_currency", "USD"), ("updated_at", None)):
            found = books.compare(entity, [{**record, name: value}], [[book]], SHOP)
            self.assertEqual(len(found), 1, found)
            self.assertIn(f"{record['id']}: {name} is", found[0])
            self.assertEqual(books.compare(entity, [{**record, name: value}], [[book]], SHOP, {(record["id"], name)}), [])

    def test_records(self):
        for entity, record, book in PAIRS:
            self.assertIn("missing", books.compare(entity, [], [[book]], SHOP)[-1])
            self.assertIn("do not have it", books.compare(entity, [record], [[]], SHOP)[-1])
            self.assertIn("2 times", " ".join(books.compare(entity, [record, record], [[book]], SHOP)))

    def test_a_new_field(self):
        entity, record, book = PAIRS[0]
        self.assertIn("nobody compares it", books.compare(entity, [record], [[{**book, "weight": 1}]], SHOP)[0])

    def test_a_shop_that_moves(self):
        """A record is as it was before or as it was after, and not half of each."""
        entity, record, book = PAIRS[0]
        moved = {**book, "status": "x", "total_minor": 1}
        half = {**book, "total_minor": 1}
        self.assertEqual(books.compare(entity, [record], [[book], [moved]], SHOP), [])
        self.assertEqual(books.compare(entity, [record], [[moved], [book]], SHOP), [])
        self.assertTrue(books.compare(entity, [record], [[half], [{**book, "status": "x"}]], SHOP))
        self.assertEqual(books.compare(entity, [record], [[], [book]], SHOP), [])
        self.assertEqual(books.compare(entity, [], [[], [book]], SHOP), [])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
