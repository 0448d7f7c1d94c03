"""Compares what `nomo` has of a shop with the shop's own books, field by field.

What a record should say is worked out of the books and of what Salla documents, and of nothing in our own mapping. Each field of
the books is either compared or named in UNTOLD with the reason; one that is new in the books is a difference until it is.
"""

import collections
import datetime
from decimal import ROUND_HALF_UP, Decimal

UNITS = {"SAR": 100, "AED": 100, "USD": 100, "KWD": 1000}
VAT = Decimal("1.15")

# What the books tell and no record holds.
UNTOLD = {
    "orders": {"total": "total_minor says it"},
    "customers": {"mobile_code": "the phone begins with it", "country_code": "Salla's list has the country's name",
                  "currency": "no field for it", "wants_news": "no field for it", "orders": "Salla's list does not tell it",
                  "sales_minor": "Salla's list does not tell it", "registered_at": "Salla's list does not tell it"},
    "statuses": {},
    "products": {"price": "price_minor says it", "regular_price": "no field for it", "regular_price_minor": "no field for it",
                 "sale_price": "sale_price_minor says it", "cost_price": "cost_price_minor says it"},
    "categories": {"products": "no field for it"},
    "coupons": {"amount": "amount_minor says it", "minimum": "minimum_minor says it", "maximum": "maximum_minor says it",
                "sales": "sales_minor says it"},
    "carts": {"total": "total_minor says it", "order_id": "Salla does not tell it"},
    "groups": {"customers": "Salla's list does not tell it"},
    "brands": {"letter": "no field for it"},
    "offers": {},
    "reviews": {"replied_at": "Salla does not tell it"},
    "employees": {"created_at": "no field for it"},
}


class Shop:
    """What is told beside the books: the currency that the shop says it has, and the names of its statuses."""

    def __init__(self, statuses, currency="SAR"):
        self.currency = currency
        self.statuses = {status["id"]: status["name"] for status in statuses}


class Book(dict):
    """A record of the books that knows which of its fields were looked at."""

    def __init__(self, fields):
        super().__init__(fields)
        self.seen = {"id"}

    def __getitem__(self, name):
        self.seen.add(name)
        return super().__getitem__(name)


def money(minor, currency):
    return Decimal(minor) / UNITS[currency], currency


def money_or_none(minor, currency):
    return money(minor, currency) if minor else None


def net(minor):
    return int((Decimal(minor) / VAT).quantize(Decimal(1), ROUND_HALF_UP))


def moment(ms):
    """To the second, which is all that Salla tells."""
    if not ms:
        return None
    return datetime.datetime.fromtimestamp(ms // 1000, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def day(text):
    """A day in Riyadh, as the moment when it begins."""
    if text is None:
        return None
    start = datetime.datetime.fromisoformat(text).replace(tzinfo=datetime.timezone(datetime.timedelta(hours=3)))
    return start.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def ref(number):
    return str(number) if number else None


def plain(value):
    """A value of a record, with its money as money."""
    if isinstance(value, dict) and set(value) == {"amount", "currency"}:
        return Decimal(value["amount"]), value["currency"]
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    return value


def items_of(book, currency):
    return [{"product": ref(item["product_id"]), "sku": item["sku"], "name": item["name"], "quantity": item["quantity"],
             "price": money(net(item["price_minor"]), currency), "total": money(item["total_minor"], currency),
             "reduced": item["reduced"]}
            for item in book["items"]]


def pick(rows, names):
    return [{name: row[name] for name in names} for row in rows]


def order(book, record, shop):
    """An order, all of it: one of which only the row of the list is known differs in each field that is missing. Of an amount
    Salla says null or 0 for none."""
    currency = book["currency"]
    slug = book["status"]
    yield "reference", str(book["reference_id"])
    yield "status", slug
    yield "status_id", book["status_id"]
    yield "status_name", shop.statuses.get(book["status_id"])
    yield "pending", slug == "payment_pending"
    yield "refunded", True if slug == "refunded" else None
    yield "draft", False
    yield "total", money(book["total_minor"], currency)
    yield "currency", currency
    yield "shop_currency", shop.currency
    yield from in_shop_currency(book, record, shop)
    yield "payment", book["payment_method"]
    yield "customer", ref(book["customer_id"])
    yield "customer_name", book["customer_name"]
    yield "shipping_company", book["shipping_company_id"]
    yield "city", book["shipping_city"]
    yield "date", moment(book["created_at"])
    yield "updated_at", moment(book["updated_at"])
    for name, told in (("subtotal", "subtotal"), ("shipping", "shipping"), ("cod_fee", "cod"), ("tax", "tax"),
                       ("discount", "discount")):
        yield (name, record[name] or money(0, currency)), money(book[told + "_minor"], currency)
    yield "coupon", book["coupon"]
    yield ("discounts", [each["code"] for each in record["discounts"]]), book["codes"]
    yield ("tags", sorted(tag["name"] for tag in record["tags"])), sorted(book["tags"])
    names = ("product", "sku", "name", "quantity", "price", "total", "reduced")
    yield ("items", pick(record["items"], names)), items_of(book, currency)
    yield "item_count", sum(item["quantity"] for item in book["items"])
    yield "items_text", "\n".join(item["name"] for item in book["items"])
    yield "detailed", True


def in_shop_currency(book, record, shop):
    """One of the order's currency is so many riyals; in a shop of another currency nobody knows what it is."""
    currency, rate = book["currency"], Decimal(book["rate"])
    if currency == shop.currency:
        yield "rate", None
        yield "total_shop", money(book["total_minor"], currency)
    elif shop.currency == "SAR":
        yield ("rate", record["rate"] and Decimal(record["rate"])), rate
        worth = Decimal(book["total_minor"]) / UNITS[currency] * rate
        yield "total_shop", (worth.quantize(Decimal("0.01"), ROUND_HALF_UP), "SAR")
    else:
        yield "rate", None
        yield "total_shop", None


def customer(book, record, _):
    for name in "name", "first_name", "last_name", "email", "gender", "city", "country":
        yield name, book[name]
    yield "phone", book["mobile"]
    yield "birthday", day(book["birthday"])
    yield "updated_at", moment(book["updated_at"])
    yield ("groups", sorted(str(group["group_id"]) for group in record["groups"])), sorted(str(each) for each in book["groups"])


def status(book, record, _):
    yield "slug", book["slug"]
    yield "name", book["name"]
    yield "type", "custom" if book["custom"] else "original"
    yield ("original", record["original"] or record["id"]), ref(book["parent_id"])


def product(book, record, _):
    for name in "sku", "name", "type", "status", "quantity", "sold", "views":
        yield name, book[name]
    yield "price", money(book["price_minor"], "SAR")
    yield "sale_price", money_or_none(book["sale_price_minor"], "SAR")
    yield "cost_price", money_or_none(book["cost_price_minor"], "SAR")
    yield "currency", "SAR"
    yield "sale_end", moment(book["sale_ends_at"])
    yield "rating_count", book["ratings"]
    stars, ratings = book["stars"], book["ratings"]
    yield "rating", stars * 100 // ratings if ratings else None
    yield ("categories", ref(book["category_id"]) in [part["category"] for part in record["categories"]]), True
    yield "brand", ref(book["brand_id"])
    yield "updated_at", moment(book["updated_at"])


def category(book, _, __):
    yield "name", book["name"]
    yield "status", book["status"]
    yield "parent", ref(book["parent_id"])


def coupon(book, record, _):
    """The code of a group of coupons is the suffix of all of its codes."""
    percentage = book["type"] == "percentage"
    yield "code", None if book["codes"] else book["code"]
    yield "group_suffix", book["code"] if book["codes"] else None
    yield "type", book["type"]
    yield "percent", book["amount_minor"] if percentage else None
    yield "amount", None if percentage else money(book["amount_minor"], "SAR")
    yield "minimum", money_or_none(book["minimum_minor"], "SAR")
    yield ("maximum", record["maximum"] or money(0, "SAR")), money(book["maximum_minor"], "SAR")
    yield "currency", "SAR"
    yield "marketing_name", book["marketer"]
    yield "marketing", book["marketer"] is not None
    yield "is_group", book["codes"] > 0
    yield "group_count", book["codes"] or None
    yield ("codes", sorted(each["code"] for each in record["codes"])), sorted(book["group_codes"])
    yield "status", "active" if book["active"] else "inactive"
    yield "uses", book["uses"]
    yield "customers_count", book["customers"]
    yield "sales", money(book["sales_minor"], "SAR")
    yield "start", moment(book["starts_at"])
    yield "expiry", moment(book["ends_at"])
    yield "created_at", moment(book["created_at"])
    yield "updated_at", moment(book["updated_at"])


def cart(book, record, _):
    currency = book["currency"]
    yield "status", book["status"]
    yield "customer", ref(book["customer_id"])
    yield "total", money(book["total_minor"], currency)
    yield "currency", currency
    yield "coupon", book["coupon"]
    yield ("items", pick(record["items"], ("product", "quantity", "total"))), [
        {"product": ref(item["product_id"]), "quantity": item["quantity"],
         "total": money(item["price_minor"] * item["quantity"], currency)} for item in book["items"]]
    yield "item_count", sum(item["quantity"] for item in book["items"])
    yield "created_at", moment(book["created_at"])
    yield "updated_at", moment(book["updated_at"])


def only_name(book, _, __):
    yield "name", book["name"]


def targets(numbers, kind):
    return [f"{kind}:{number}" for number in numbers]


def offer(book, record, shop):
    """Salla tells its amounts without a currency, so they are in the shop's."""
    swap = book["type"] == "buy_x_get_y"
    amount = book["type"] == "fixed_amount"
    for name in "name", "type", "applied_to", "buy_quantity", "get_quantity":
        yield name, book[name]
    yield ("message", record["message"] or ""), book["message"] or ""
    yield "status", "active" if book["active"] else "inactive"
    yield "percent", book["discount"] if book["discount"] and not amount else None
    yield "amount", money(book["discount"], shop.currency) if book["discount"] and amount else None
    yield "discount_type", discount_of(book, swap)
    yield "price", money_or_none(net(book["price_minor"]), shop.currency)
    yield "minimum", money_or_none(book["minimum_minor"], shop.currency)
    yield ("buy", sorted(each["target"] for each in record["buy"])), sorted(
        targets(book["buy_product_ids"], "product") + targets(book["buy_category_ids"], "category"))
    yield ("get", sorted(each["target"] for each in record["get"])), sorted(targets(book["get_product_ids"], "product"))
    yield ("tiers", [tier_of(each) for each in record["tiers"]]), tiers_of(book, shop)
    yield "start", moment(book["starts_at"])
    yield "expiry", moment(book["ends_at"])


def discount_of(book, swap):
    if swap:
        return "percentage" if book["discount"] else "free-product"
    return book["type"] if book["discount"] else None


def tier_of(tier):
    return tier["quantity"] if tier["quantity"] is not None else tier["minimum"], tier["percent"]


def tiers_of(book, shop):
    pieces = book["type"] == "discounts_table"
    return [(step["from"] if pieces else money(step["from"], shop.currency), step["discount"]) for step in book["tiers"]]


def review(book, record, _):
    yield "type", book["type"]
    yield "rating", book["stars"] or None
    yield "content", book["content"]
    yield "order", ref(book["order_id"])
    yield "reference", str(book["reference_id"])
    yield "customer", ref(book["customer_id"])
    yield "product", ref(book["product_id"])
    yield "published", book["published"]
    yield ("likes", record["likes"] or 0), book["likes"]
    yield "reply", book["reply"]
    yield "created_at", moment(book["created_at"])


def employee(book, record, _):
    yield "name", book["name"]
    yield "email", book["email"]
    yield "phone", book["mobile"]
    yield "role", book["role"]
    yield ("roles", [each["name"] for each in record["roles"]]), [book["role"]]


RULES = {"orders": order, "customers": customer, "statuses": status, "products": product, "categories": category,
         "coupons": coupon, "carts": cart, "groups": only_name, "brands": only_name, "offers": offer, "reviews": review,
         "employees": employee}


def differences_of(entity, record, book, shop, unknown):
    book = Book(book)
    found = []
    for field, expected in RULES[entity](book, record, shop):
        name, said = field if isinstance(field, tuple) else (field, record[field])
        if said != expected and (record["id"], name) not in unknown:
            found.append(f"{entity} {record['id']}: {name} is {said!r}, the books say {expected!r}")
    for name in set(book) - book.seen - set(UNTOLD[entity]):
        found.append(f"{entity}: the books tell {name}, and nobody compares it")
    return found


def compare(entity, records, snapshots, shop, unknown=frozenset()):
    """The differences between the records and the books, in plain words.

    A shop trades while it is read: `snapshots` are the books before and after (one is enough of a shop that stands still). A record
    is right when it is, in each field, as one of them has it; one that is in all of them must be here, and one that is in none must
    not. `unknown` names what cannot be known, as pairs of an id and a field: the caller says so, and says why.
    """
    found = []
    shelves = [{str(book["id"]): book for book in books} for books in snapshots]
    always = set.intersection(*(set(shelf) for shelf in shelves))
    ever = set.union(*(set(shelf) for shelf in shelves))
    known = [plain(record) for record in records]
    ids = collections.Counter(record["id"] for record in known)
    counts = [len(shelf) for shelf in shelves]
    if not min(counts) <= len(known) <= max(counts) and not always <= set(ids) <= ever:
        found.append(f"{entity}: {len(known)} records, the books have {' or '.join(map(str, counts))}")
    found += [f"{entity} {one}: it is here {count} times" for one, count in ids.items() if count > 1]
    found += [f"{entity} {one}: it is missing" for one in sorted(always - set(ids))]
    found += [f"{entity} {one}: the books do not have it" for one in sorted(set(ids) - ever)]
    for record in known:
        tries = [differences_of(entity, record, shelf[record["id"]], shop, unknown) for shelf in shelves if record["id"] in shelf]
        if tries:
            found += min(tries, key=len)
    return list(dict.fromkeys(found))
