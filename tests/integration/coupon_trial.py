"""A coupon tried on past orders comes to the halala to what the shop's own books say.

Random coupons are tried twice: by `nomo coupons simulate`, on the orders that it has, and here, on the books of the demo store. What
is worked out here shares no code with the program; the rule is written down once more, in whole numbers. NOMO_TRIAL_COUPONS says
how many coupons, NOMO_TRIAL_SEED which.
"""

import collections
import datetime
import json
import os
import random
import tempfile
from decimal import ROUND_HALF_UP, Decimal

from nomoit import Demo, Nomo, is_arabic, main

COUPONS = int(os.environ.get("NOMO_TRIAL_COUPONS", "36"))
SEED = int(os.environ.get("NOMO_TRIAL_SEED") or random.SystemRandom().randrange(1 << 32))
ORDERS = int(os.environ.get("NOMO_TRIAL_ORDERS", "600"))
RIYADH = datetime.timezone(datetime.timedelta(hours=3))
UNITS = {"SAR": 100, "AED": 100, "USD": 100, "KWD": 1000}
BINS = [edge * 100 for edge in (0, 50, 100, 150, 200, 300, 400, 500, 750, 1000, 1500, 2000)]
METHODS = ["mada", "apple_pay", "credit_card", "tamara_installment", "tabby_installment", "stc_pay", "cod", "bank"]
SETTLED_DAYS = 45  # an order that is older stays as it is


def half_up(dividend, divisor):
    """Away from zero, as Salla rounds."""
    sign = -1 if dividend < 0 else 1
    return sign * ((2 * abs(dividend) + divisor) // (2 * divisor))


def day_of(ms):
    return datetime.datetime.fromtimestamp(ms // 1000, RIYADH).date()


class Shop:
    """The books, as far as a coupon looks at them."""

    def __init__(self, demo):
        self.orders = demo.control("/books/orders?full=1")
        self.orders.sort(key=lambda order: (order["created_at"] // 1000, order["id"]))
        self.customers = {customer["id"]: customer for customer in demo.control("/books/customers")}
        self.products = {product["id"]: product for product in demo.control("/books/products")}
        self.parents = {category["id"]: category["parent_id"] for category in demo.control("/books/categories")}
        self.brands = [brand["id"] for brand in demo.control("/books/brands")]
        self.groups = [group["id"] for group in demo.control("/books/groups")]

    def categories_of(self, product):
        """A category stands for all below it."""
        found, category = set(), self.products[product]["category_id"]
        while category:
            found.add(category)
            category = self.parents[category]
        return found


def to_riyals(minor, order):
    if order["currency"] == "SAR":
        return minor
    worth = Decimal(minor) / UNITS[order["currency"]] * Decimal(order["rate"]) * 100
    return int(worth.quantize(Decimal(1), ROUND_HALF_UP))


def gross(net, order):
    untaxed = order["total_minor"] - order["tax_minor"]
    return to_riyals(half_up(net * order["total_minor"], untaxed) if untaxed > 0 else net, order)


def vat(amount, order):
    return half_up(amount * order["tax_minor"], order["total_minor"]) if order["total_minor"] > 0 else 0


def is_sale(order):
    return order["status"] not in ("canceled", "payment_pending")


class Trial:
    """A coupon, in whole halalas and hundredths of a percent, and how often it was used so far."""

    def __init__(self, shop, coupon):
        self.shop, self.coupon = shop, coupon
        self.uses, self.uses_of = 0, collections.Counter()
        self.targets = collections.defaultdict(set)
        for target in coupon["targets"]:
            kind, number = target.split(":")
            self.targets[kind].add(int(number))

    def takes_shopper(self, order):
        coupon, customer = self.coupon, self.shop.customers[order["customer_id"]]
        groups = set(customer["groups"])
        if coupon["customers"] and customer["id"] not in coupon["customers"]:
            return False
        if self.targets["include_group"] and not groups & self.targets["include_group"]:
            return False
        if groups & self.targets["exclude_group"]:
            return False
        domain = coupon["domain"]
        return not domain or (customer["email"] or "").lower().endswith("@" + domain.lower())

    def suits(self, order):
        coupon = self.coupon
        return not ((coupon["methods"] and order["payment_method"] not in coupon["methods"]) or
                    coupon["place"] == "app" or  # nobody orders by the demo shop's app
                    order["shipping_company_id"] in self.targets["exclude_shipping"] or
                    to_riyals(sum(item["total_minor"] for item in order["items"]), order) < coupon["minimum"] or
                    (coupon["most_uses"] and self.uses >= coupon["most_uses"]) or
                    (coupon["most_uses_each"] and self.uses_of[order["customer_id"]] >= coupon["most_uses_each"]))

    def is_for(self, item):
        product = item["product_id"]
        categories, brand = self.shop.categories_of(product), self.shop.products[product]["brand_id"]
        named = self.targets["include_product"] or self.targets["include_category"]
        if named and product not in self.targets["include_product"] and not categories & self.targets["include_category"]:
            return False
        return not (product in self.targets["exclude_product"] or categories & self.targets["exclude_category"] or
                    brand in self.targets["exclude_brand"] or (self.coupon["exclude_sale"] and item["reduced"]))

    def discount_on(self, eligible):
        coupon = self.coupon
        if coupon["percent"] is None:
            return min(coupon["amount"], eligible)
        discount = half_up(eligible * coupon["percent"], 10000)
        return min(discount, coupon["maximum"]) if coupon["maximum"] else discount

    def judge(self, order):
        """What became of an order: the line that `nomo` should print of it, in halalas."""
        before = to_riyals(order["total_minor"], order)
        line = {"basket": to_riyals(sum(item["total_minor"] for item in order["items"]), order), "discount": 0,
                "free_shipping": 0, "replaced": 0, "before": before, "after": before, "vat_before": vat(before, order),
                "vat_after": vat(before, order)}
        goods = sum(item["total_minor"] for item in order["items"] if self.is_for(item))
        touched = False
        if before > 0 and goods > 0 and self.suits(order) and self.takes_shopper(order):
            replaced = gross(order["discount_minor"], order) if order["coupon"] else 0
            shipping = min(gross(order["shipping_minor"], order), before + replaced) if self.coupon["free_shipping"] else 0
            discount = min(self.discount_on(to_riyals(goods, order)), before + replaced - shipping)
            touched = discount + shipping > 0
            if touched:
                self.uses += 1
                self.uses_of[order["customer_id"]] += 1
                after = before + replaced - discount - shipping
                line.update(discount=discount, free_shipping=shipping, replaced=replaced, after=after,
                            vat_after=vat(after, order))
        return {"order": str(order["id"]), "verdict": "touched" if touched else "left", **line}


def profit_of(shop, order, margin):
    """What was left of an order before any coupon; None when it is not known."""
    if order["status"] == "refunded":
        return 0
    total = order["total_minor"]
    net = total - order["tax_minor"] - order["shipping_minor"] - order["cod_minor"]
    paid = sum(item["total_minor"] for item in order["items"])
    cost, unknown = 0, 0
    for item in order["items"]:
        each = shop.products[item["product_id"]]["cost_price_minor"]
        cost += each * item["quantity"]
        unknown += 0 if each else item["total_minor"]
    if unknown and margin is None:
        return None
    net -= half_up(net * unknown, paid)
    by_margin = half_up(half_up(total * unknown, paid) * (margin or 0), 10000)
    return to_riyals(net + by_margin, order) - cost


def halalas(money):
    assert money["currency"] == "SAR", money
    return int(Decimal(money["amount"]) * 100)


def try_here(shop, coupon, days, margin):
    trial = Trial(shop, coupon)
    lines, profit = [], {"known": 0, "before": 0, "after": 0}
    for order in shop.orders:
        if not is_sale(order) or not days[0] <= day_of(order["created_at"]) <= days[1]:
            continue
        line = trial.judge(order)
        lines.append(line)
        left = profit_of(shop, order, margin)
        if left is not None:
            given = (line["before"] - line["vat_before"]) - (line["after"] - line["vat_after"])
            profit["known"] += 1
            profit["before"] += left
            profit["after"] += left if order["status"] == "refunded" else left - given
    return lines, profit


def sum_up(lines, profit, days):
    """The last line that `nomo` should print, in halalas."""
    touched = [line for line in lines if line["verdict"] == "touched"]
    total = collections.Counter()
    baskets = [[0, 0] for _ in BINS]
    for line in lines:
        total.update({name: value for name, value in line.items() if isinstance(value, int)})
        place = max(index for index, edge in enumerate(BINS) if line["basket"] >= edge)
        baskets[place][line["verdict"] != "touched"] += 1
    change = [(line["after"] - line["before"], line["order"]) for line in touched]
    return {"from": str(days[0]), "to": str(days[1]), "orders": len(lines), "without_details": 0, "known": len(lines),
            "touched": len(touched), "discount": total["discount"], "free_shipping": total["free_shipping"],
            "replaced": total["replaced"], "revenue": (total["before"], total["after"]),
            "vat": (total["vat_before"], total["vat_after"]), "profit_known": profit["known"],
            "profit": (profit["before"], profit["after"]),
            "best": max(change, key=lambda one: one[0], default=None),
            "worst": min(change, key=lambda one: one[0], default=None),
            "baskets": [(edge, *counts) for edge, counts in zip(BINS, baskets)]}


def plain_line(line):
    return {name: halalas(value) if isinstance(value, dict) else value for name, value in line.items() if name != "reference"}


def plain_sum(line):
    """What `nomo` printed last, in the shape of sum_up()."""
    found = dict(line)
    for name in "discount", "free_shipping", "replaced":
        found[name] = halalas(line[name])
    for name in "revenue", "vat", "profit":
        found[name] = halalas(line[name]["before"]), halalas(line[name]["after"])
    for name in "best", "worst":
        found[name] = line[name] and (halalas(line[name]["effect"]), line[name]["order"])
    found["baskets"] = [(halalas(bin_["from"]), bin_["touched"], bin_["untouched"]) for bin_ in line["baskets"]]
    return found


class Maker:
    """Makes coupons of all kinds, most of which suit some of the orders."""

    def __init__(self, shop, dice):
        self.shop, self.dice = shop, dice

    def maybe(self, chance, value, other):
        return value() if self.dice.random() < chance else other

    def some(self, kind, ids, most):
        return [f"{kind}:{number}" for number in self.dice.sample(ids, self.dice.randint(1, min(most, len(ids))))]

    def make_targets(self):
        dice, shop = self.dice, self.shop
        products, categories = sorted(shop.products), sorted(shop.parents)
        return [target for chance, kind, ids, most in (
            (.15, "include_product", products, 12), (.15, "exclude_product", products, 12),
            (.20, "include_category", categories, 3), (.15, "exclude_category", categories, 2),
            (.15, "exclude_brand", shop.brands, 2), (.10, "include_group", shop.groups, 2),
            (.10, "exclude_group", shop.groups, 2), (.04, "exclude_shipping", [18330, 18331], 1))
            if dice.random() < chance for target in self.some(kind, ids, most)]

    def make_domain(self):
        emails = [customer["email"] for customer in self.shop.customers.values() if customer["email"]]
        return self.dice.choice(emails).split("@")[1]

    def make_minimum(self):
        """Often the very worth of a basket, which is enough."""
        order = self.dice.choice(self.shop.orders)
        basket = to_riyals(sum(item["total_minor"] for item in order["items"]), order)
        return basket + self.dice.choice((0, 0, 1, -1, 5000))

    def make(self):
        dice = self.dice
        percentage = dice.random() < .65
        return {"percent": dice.randint(1, 10000) if percentage else None,
                "amount": 0 if percentage else dice.choice((0, dice.randint(1, 3000), dice.randint(1, 60000))),
                "maximum": self.maybe(.4, lambda: dice.randint(1, 20000), 0) if percentage else 0,
                "minimum": self.maybe(.4, self.make_minimum, 0),
                "free_shipping": dice.random() < .3, "exclude_sale": dice.random() < .3,
                "most_uses": self.maybe(.2, lambda: dice.randint(1, 40), 0),
                "most_uses_each": self.maybe(.25, lambda: dice.randint(1, 3), 0),
                "targets": self.make_targets(),
                "methods": self.maybe(.2, lambda: dice.sample(METHODS, dice.randint(1, 5)), []),
                "customers": self.maybe(.06, lambda: dice.sample(sorted(self.shop.customers), len(self.shop.customers) // 3), []),
                "domain": self.maybe(.06, self.make_domain, None),
                "place": dice.choice((None, None, "all", "web", "app") if dice.random() < .2 else (None,))}

    def make_of_kind(self, kind, now, margin):
        """A coupon with a period, and what comes of it."""
        while True:
            coupon, days = self.make(), self.make_days(now)
            lines, profit = try_here(self.shop, coupon, days, margin)
            if kind is None or kind in kinds_of(coupon, lines):
                return coupon, days, lines, profit

    def make_days(self, now):
        last = day_of(now) - datetime.timedelta(days=SETTLED_DAYS)
        first = min(day_of(order["created_at"]) for order in self.shop.orders)
        if self.dice.random() < .5:
            return first, last
        days = sorted(first + datetime.timedelta(days=self.dice.randrange((last - first).days + 1)) for _ in range(2))
        return days[0], days[1]


def decimal(halalas_):
    return f"{halalas_ // 100}.{halalas_ % 100:02}"


def as_draft(coupon):
    """The file that `--draft` reads."""
    draft = {"type": "fixed" if coupon["percent"] is None else "percentage", "percent": coupon["percent"],
             "amount": decimal(coupon["amount"]) if coupon["percent"] is None else None,
             "maximum": None if coupon["percent"] is None else {"amount": decimal(coupon["maximum"]), "currency": "SAR"},
             "minimum": decimal(coupon["minimum"]), "free_shipping": coupon["free_shipping"],
             "exclude_sale": coupon["exclude_sale"], "usage_limit": coupon["most_uses"],
             "usage_limit_per_user": coupon["most_uses_each"], "targets": coupon["targets"],
             "payment_methods": [{"method": method} for method in coupon["methods"]],
             "customers": [{"customer": str(number)} for number in coupon["customers"]],
             "beneficiary_domain": coupon["domain"], "applied_in": coupon["place"]}
    return json.dumps(draft, ensure_ascii=False)


def as_options(coupon):
    """The same on the command line."""
    options = ["--amount", decimal(coupon["amount"])] if coupon["percent"] is None else ["--percent", decimal(coupon["percent"])]
    if coupon["maximum"]:
        options += ["--maximum", decimal(coupon["maximum"])]
    options += ["--minimum", decimal(coupon["minimum"]), "--usage-limit", str(coupon["most_uses"]),
                "--usage-limit-per-customer", str(coupon["most_uses_each"])]
    options += ["--free-shipping"] if coupon["free_shipping"] else []
    options += ["--without-reduced"] if coupon["exclude_sale"] else []
    for name, values in (("--target", coupon["targets"]), ("--payment", coupon["methods"]), ("--customer", coupon["customers"])):
        for value in values:
            options += [name, str(value)]
    options += ["--domain", coupon["domain"]] if coupon["domain"] else []
    return options + (["--place", coupon["place"]] if coupon["place"] else [])


def try_there(nomo, coupon, days, margin, by_file):
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        file.write(as_draft(coupon))
        file.flush()
        how = ["--draft", file.name] if by_file else as_options(coupon)
        if margin is not None:
            how += ["--margin", decimal(margin)]
        result = nomo.run("coupons", "simulate", *how, "--from", str(days[0]), "--to", str(days[1]), "--orders", "--json")
    assert result.code == 0, (as_draft(coupon), result)
    *lines, last = result.lines
    return [plain_line(line) for line in lines], plain_sum(last)


def expect_equal(number, coupon, mine, theirs):
    """Fails with the coupon and the first order of which something else was said."""
    told = f"seed {SEED}, coupon {number}: {as_draft(coupon)}"
    for expected, found in zip(mine[0], theirs[0]):
        assert found == expected, f"{told}\n`nomo` says {found}\nthe books say {expected}"
    assert len(mine[0]) == len(theirs[0]), f"{told}\n`nomo` saw {len(theirs[0])} orders, the books have {len(mine[0])}"
    for name, expected in mine[1].items():
        assert theirs[1][name] == expected, f"{told}\n{name}: `nomo` says {theirs[1][name]}, the books say {expected}"


def kinds_of(coupon, lines):
    """What a coupon is like, and what it did."""
    if not any(line["verdict"] == "touched" for line in lines):
        return {"nothing"}
    found = {name for name, value in coupon.items() if value and name != "targets"}
    found |= {target.split(":")[0] for target in coupon["targets"]}
    found |= {name for name in ("replaced", "free_shipping") if any(line[name] for line in lines)}
    if any(line["verdict"] == "left" for line in lines):
        found.add("left")
    return found


# There is a coupon of each kind, however the dice fall.
KINDS = ("percent", "amount", "minimum", "maximum", "free_shipping", "exclude_sale", "most_uses", "most_uses_each", "methods",
         "customers", "domain", "place", "include_product", "exclude_product", "include_category", "exclude_category",
         "exclude_brand", "include_group", "exclude_group", "exclude_shipping", "replaced", "left", "nothing")


def read_shop(demo):
    nomo = Nomo(demo)
    assert nomo.connect().code == 0
    result = nomo.run("sync", "--details", "--json", timeout=600)
    assert result.code == 0, result
    return nomo, Shop(demo)


def random_coupons():
    """To the halala, order by order and in all sums."""
    print(f"# seed {SEED}, {COUPONS} coupons, {ORDERS} orders")
    dice = random.Random(SEED)
    seen = collections.Counter()
    with Demo(orders=ORDERS, customers=ORDERS // 3, scale=60) as demo:
        nomo, shop = read_shop(demo)
        maker = Maker(shop, dice)
        now = demo.control("/counts")["now"]
        for number in range(COUPONS):
            margin = dice.choice((None, 0, dice.randint(1, 9999)))
            coupon, days, lines, profit = maker.make_of_kind(KINDS[number] if number < len(KINDS) else None, now, margin)
            expect_equal(number, coupon, (lines, sum_up(lines, profit, days)),
                         try_there(nomo, coupon, days, margin, dice.random() < .5))
            seen.update(kinds_of(coupon, lines))
    print("#", ", ".join(f"{name} {count}" for name, count in sorted(seen.items())))


def a_coupon_of_the_shop_and_words():
    """One that the shop has, by its code; the same in words, in both languages; what is wrong is said."""
    with Demo(orders=60, customers=30, scale=60) as demo:
        nomo = Nomo(demo)
        assert nomo.connect().code == 0 and nomo.sync().code == 0
        found = nomo.run("coupons", "simulate", "WARD10", "--from", "2020-01-01", "--json")
        assert found.code == 0 and found.last["known"] == 0 and found.last["without_details"] == found.last["orders"] > 0, found
        assert nomo.run("sync", "--details", timeout=600).code == 0
        found = nomo.run("coupons", "simulate", "WARD10", "--from", "2020-01-01", "--json")
        assert found.code == 0 and found.last["known"] == found.last["orders"] > 0 == found.last["without_details"], found
        assert found.last["touched"] > 0, found
        for language in "en", "ar":
            result = nomo.run("coupons", "simulate", "--percent", "١٥", "--minimum", "100", "--from", "2020-01-01", language=language)
            assert result.code == 0 and "%" not in result.out and len(result.out.splitlines()) > 20, result
            assert is_arabic(result.out) == (language == "ar"), result
        for arguments in ([], ["--percent", "10", "--amount", "5"], ["WARD10", "--percent", "5"], ["--percent", "10", "--orders"]):
            assert nomo.run("coupons", "simulate", *arguments).code == 2, arguments
        for arguments in (["--percent", "101"], ["--amount", "-1"], ["--amount", "x"], ["--percent", "5", "--from", "soon"],
                          ["--percent", "5", "--from", "2026-02-01", "--to", "2026-01-01"], ["--percent", "5", "--payment", "shells"],
                          ["--percent", "5", "--usage-limit", "-1"], ["--percent", "5", "--place", "moon"],
                          ["--percent", "5", "--customer", "x"], ["--percent", "5", "--target", "moon:1"]):
            for language in "en", "ar":
                result = nomo.run("coupons", "simulate", *arguments, language=language)
                assert result.code == 2 and len(result.err) > 20 and "%1" not in result.err, (arguments, result)
                assert is_arabic(result.err) == (language == "ar"), (arguments, result)
        assert nomo.run("coupons", "simulate", "NOSUCH").code == 1
        for text in ("", "[", "[]", '{"precent": 5}', '{"type": "percentage", "percent": 20000}', '{"type": "fixed", "amount": {}}',
                     '{"type": "fixed", "amount": "1", "targets": ["moon:1"]}'):
            with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
                file.write(text)
                file.flush()
                result = nomo.run("coupons", "simulate", "--draft", file.name)
                assert result.code == 2 and len(result.err) > 20, (text, result)
        missing = nomo.run("coupons", "simulate", "--draft", "/nowhere.json")
        assert missing.code == 1 and "nowhere" in missing.err, missing


if __name__ == "__main__":
    main([random_coupons, a_coupon_of_the_shop_and_words] if COUPONS < 300 else [random_coupons])
