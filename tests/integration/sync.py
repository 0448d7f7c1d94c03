"""The store's records arrive whole, whatever happens on the way."""

import json
import os
import pty
import re
import signal
import subprocess
import sys
from decimal import Decimal

from books import Shop, compare
from nomoit import NOMO, Demo, Nomo, Skip, is_arabic, main, wait_until

PAGE = 60
AT_ONCE = 4
AHEAD = 4  # pages that may be on their way while one is written
GATHER = 20
BUCKET = 120  # of the plan plus


def connected(demo):
    nomo = Nomo(demo)
    result = nomo.connect()
    assert result.code == 0, result
    assert result.last["merchant"] == demo.ready["merchant"]
    return nomo


def totals(summary):
    return {name: counts["total"] for name, counts in summary.items()}


def sum_by_currency(amounts):
    sums = {}
    for currency, amount in amounts:
        sums[currency] = sums.get(currency, 0) + Decimal(amount)
    return sums


def expect_equal_books(demo, nomo, since):
    """Each order of the store is here, with its total and the status it had at the moment `since`; so is each customer."""
    orders = {record["id"]: record for record in nomo.run("list", "orders", "--json").lines}
    books = demo.control("/books/orders")
    assert len(orders) == len(books)
    for book in books:
        order = orders[str(book["id"])]
        assert order["status"] == book["status"] or book["updated_at"] >= since, (order, book)
        assert order["payment"] == book["payment_method"], (order, book)
        assert order["reference"] == str(book["reference_id"]), (order, book)
    mine = sum_by_currency((order["currency"], order["total"]["amount"]) for order in orders.values())
    assert mine == sum_by_currency((book["currency"], book["total"]) for book in books), mine
    customers = {record["id"]: record for record in nomo.run("list", "customers", "--json").lines}
    for book in demo.control("/books/customers"):
        assert customers[str(book["id"])]["name"] == book["name"], book
        assert customers[str(book["id"])]["phone"] == book["mobile"], book
    products = {record["id"]: record for record in nomo.run("list", "products", "--json").lines}
    books = demo.control("/books/products")
    assert len(products) == len(books) > 0
    for book in books:
        product = products[str(book["id"])]
        assert [product[key] for key in ("name", "sku", "type")] == [book[key] for key in ("name", "sku", "type")], (product, book)
        assert str(book["category_id"]) in [part["category"] for part in product["categories"]], (product, book)
    categories = {record["id"]: record for record in nomo.run("list", "categories", "--json").lines}
    books = demo.control("/books/categories")
    assert len(categories) == len(books) > 0
    for book in books:
        category = categories[str(book["id"])]
        assert category["name"] == book["name"], (category, book)
        assert int(category["parent"] or 0) == (book["parent_id"] or 0), (category, book)


def expect_sound(demo, nomo):
    since = demo.control("/counts")["now"]
    result = nomo.sync()
    assert result.code == 0, result
    summary = result.last
    assert totals(summary) == demo.counts(), summary
    check = nomo.run("check", "--json")
    assert check.code == 0 and check.last == {"ok": True, "problems": []}, check
    expect_equal_books(demo, nomo, since)


def all_arrives():
    with Demo() as demo:
        nomo = connected(demo)
        result = nomo.sync()
        assert result.code == 0, result
        assert result.last["orders"] == {"total": 3000, "unreadable": 0}
        assert result.last["customers"] == {"total": 1200, "unreadable": 0}
        expect_sound(demo, nomo)
        hits = nomo.run("search", "عطر", "--json")
        assert hits.code == 0 and hits.lines
        assert all("عطر" in json.dumps(hit, ensure_ascii=False) for hit in hits.lines)
        assert nomo.run("search", "عِـطــر", "--json").out == hits.out
        since = demo.control("/counts")["now"]
        assert nomo.sync().code == 0
        completed = nomo.run("list", "orders", "--json", "--filter", "status = completed AND currency = SAR", "--sort", "-total")
        amounts = [float(order["total"]["amount"]) for order in completed.lines]
        assert amounts == sorted(amounts, reverse=True)
        books = [b for b in demo.control("/books/orders") if b["status"] == "completed" and b["currency"] == "SAR"]
        assert len([b for b in books if b["updated_at"] < since]) <= len(amounts) <= len(books)


def whole_orders(demo):
    return [r for r in demo.control("/ledger")["requests"] if re.fullmatch(r".*/orders/\d+", r["target"])]


def expect_details(demo, nomo):
    """Every order is known as a whole: whose it is, and parts that add up to its total."""
    orders = {record["id"]: record for record in nomo.run("list", "orders", "--json").lines}
    for book in demo.control("/books/orders"):
        order = orders[str(book["id"])]
        assert order["detailed"] is True and order["customer"] == str(book["customer_id"]), (order, book)
        parts = {name: Decimal((order[name] or {"amount": "0"})["amount"])
                 for name in ("subtotal", "discount", "shipping", "cod_fee", "tax")}
        assert (parts["subtotal"] - parts["discount"] + parts["shipping"] + parts["cod_fee"] + parts["tax"] ==
                Decimal(book["total"])), (order, book)
        assert sum(item["quantity"] for item in order["items"]) == order["item_count"], order
        assert Decimal(order["discount"]["amount"]) == sum(Decimal(d["amount"]["amount"]) for d in order["discounts"]), order


def wait_for_step(process, step, done=0):
    while True:
        progress = json.loads(process.stdout.readline()).get("progress", {})
        if progress.get("step") == step and progress["done"] >= done:
            return


def details_arrive():
    """Killed twice among the details, they go on with what is missing; later only new orders are asked for.

    By a clock so slow that no order changes meanwhile, and would be asked for again."""
    with Demo(orders=300, customers=100, scale=60) as demo:
        nomo = connected(demo)
        assert nomo.sync().code == 0
        for known in (30, 120):
            process = nomo.start("sync", "--details", "--json")
            while "orders" not in json.loads(process.stdout.readline()):
                pass
            wait_for_step(process, "details", known)
            process.send_signal(signal.SIGKILL)
            process.communicate()
        assert 0 < len(whole_orders(demo)) < 300
        assert 0 < len([o for o in nomo.run("list", "orders", "--json").lines if o["detailed"]]) < 300
        for language, words in (("en", "300 of 300"), ("ar", "300")):
            result = nomo.run("sync", "--details", language=language)
            assert result.code == 0 and words in result.out.splitlines()[-1], result
        assert is_arabic(result.out.splitlines()[-1]), result
        assert len(whole_orders(demo)) <= 300 + 2 * (AT_ONCE + GATHER), len(whole_orders(demo))
        expect_details(demo, nomo)
        before = len(whole_orders(demo))
        demo.control("/orders", {"n": 20})
        assert nomo.run("sync", "--details", "--json").last == {"details": {"known": 320, "total": 320}}
        assert len(whole_orders(demo)) == before + 20
        expect_details(demo, nomo)
        check = nomo.run("check", "--json")
        assert check.code == 0 and check.last["ok"], check


def open_terminal():
    try:
        return pty.openpty()
    except OSError as error:  # a bare system without /dev/pts
        raise Skip(error) from error


def read_all(terminal):
    """What was written to a terminal whose other end is closed."""
    text = b""
    while True:
        try:
            text += os.read(terminal, 4096)
        except OSError:
            return text.decode()


def a_terminal_shows_progress():
    """Every step is told in the language of the person."""
    with Demo(orders=70, customers=20) as demo:
        nomo = connected(demo)
        terminal, end = open_terminal()
        process = subprocess.Popen([NOMO, "--data", nomo.directory, "sync", "--full", "--details"], stderr=end,
                                   stdout=subprocess.DEVNULL, env={**nomo.environment, "LANGUAGE": "ar"})
        os.close(end)
        lines = [line for line in read_all(terminal).split("\r") if line.strip()]
        assert process.wait(60) == 0, lines
        for step in "الطلبات", "المنتجات", "جلب تفاصيل الطلبات", "مقارنة تفاصيل الطلبات":
            assert any(line.startswith(step + ":") for line in lines), (step, lines)
        assert all(is_arabic(line) for line in lines), lines


def asked_of_coupons(demo):
    return [r["target"] for r in demo.requests("/coupons/codes") + demo.requests("/orders") if "coupon" in r["target"].split("?")[1]]


def pages_of(rows):
    return -(-rows // PAGE)


def coupons_arrive():
    """The codes of groups and the orders with a coupon come before the details, killed among them too, and are asked for once."""
    with Demo(orders=1500, customers=600) as demo:
        nomo = connected(demo)
        assert nomo.sync().code == 0
        for step, done in ("codes", 60), ("uses", 60), ("details", 1):
            process = nomo.start("sync", "--details", "--json")
            wait_for_step(process, step, done)
            process.send_signal(signal.SIGKILL)
            process.communicate()
        orders = {record["id"]: record for record in nomo.run("list", "orders", "--json").lines}
        coupons = demo.control("/books/coupons")
        codes = {book["code"] for book in coupons if not book["codes"]}
        brief = [book for book in demo.control("/books/orders") if not orders[str(book["id"])]["detailed"]]
        assert len(brief) > 1000 and sum(book["coupon"] in codes for book in brief) > 150
        for book in brief:
            assert orders[str(book["id"])]["coupon"] == (book["coupon"] if book["coupon"] in codes else None), book
        shop = Shop(demo.control("/books/statuses"))
        found = compare("coupons", nomo.run("list", "coupons", "--json").lines, [coupons], shop)
        assert not found, found
        pages = sum(pages_of(book["uses"]) for book in coupons if not book["codes"])
        pages += sum(pages_of(book["codes"]) for book in coupons)
        asked = asked_of_coupons(demo)
        assert len(set(asked)) == pages and len(asked) <= pages + 2, asked
        assert nomo.run("sync", "--details", "--json").last == {"details": {"known": 1500, "total": 1500}}
        assert asked_of_coupons(demo) == asked
        expect_details(demo, nomo)


def nothing_new_costs_little():
    """By a clock so slow that nothing new comes meanwhile."""
    with Demo(orders=300, customers=100, scale=1) as demo:
        nomo = connected(demo)
        assert nomo.sync().code == 0
        before = len(demo.requests("/orders"))
        assert nomo.sync().code == 0
        assert len(demo.requests("/orders")) == before + 2


def walked(demo):
    """The pages of orders that were asked for the first time through."""
    return [int(re.search(r"[?&]page=(\d+)", r["target"])[1]) for r in demo.requests("/orders") if "created_at-desc" in r["target"]]


def kill_rounds():
    """Killed at its start, between pages of orders, among customers: it goes on where it stopped and ends complete. Only the page
    that was not written yet and those that were on their way behind it are asked for again."""
    moments = (0, 1, 2, 5, 9, 13, 3, 20, 8)
    with Demo() as demo:
        nomo = connected(demo)
        hit, asked = [], []
        for lines in moments:
            process = nomo.start("sync", "--json")
            seen = [process.stdout.readline() for _ in range(lines)]
            process.send_signal(signal.SIGKILL)
            process.communicate()
            assert process.returncode == -signal.SIGKILL
            asked.append(walked(demo))
            hit.append(json.loads(seen[-1])["progress"]["done"] if lines and "progress" in seen[-1] else 0)
        print("# killed after rows:", *hit)
        assert any(0 < rows <= 3000 for rows in hit) and any(rows > 3000 for rows in hit), hit
        expect_sound(demo, nomo)
        asked.append(walked(demo))
        for before, after in zip(asked, asked[1:]):
            assert min(after[len(before):], default=3000 / PAGE) >= max(before, default=0) - AHEAD, (before, after)
        while_walking = len([rows for rows in hit if rows <= 3000])
        assert len(asked[-1]) <= 3000 / PAGE + while_walking * (1 + AHEAD), asked[-1]


def life_goes_on():
    """New orders, changed orders, a shop that trades while it is read."""
    with Demo("--trade", "20", orders=300, customers=100, scale=60) as demo:
        nomo = connected(demo)
        assert nomo.sync().code == 0
        for _ in range(3):
            demo.control("/orders", {"n": 70})
            demo.control("/clock", {"advance_ms": 36 * 3600 * 1000})
            nomo.environment["NOMO_CLOCK"] = demo.control("/clock")["clock"]
            result = nomo.sync()
            assert result.code == 0, result
        for _ in range(20):
            result = nomo.sync()
            assert result.code == 0, result
            counts = demo.counts()
            if totals(result.last)["orders"] == counts["orders"] == demo.counts()["orders"]:
                break
        else:
            raise AssertionError((result.last, counts))
        check = nomo.run("check", "--json")
        assert check.code == 0, check


def repairs_of(nomo):
    return sorted((repair["record"], repair["id"], repair["what"]) for repair in nomo.run("repairs", "--json").lines)


def drift_is_put_right():
    """What nothing tells, a comparison finds and the ledger names; whoever looks again finds nothing."""
    with Demo(orders=600, customers=100) as demo:
        nomo = connected(demo)
        assert nomo.sync().code == 0 and repairs_of(nomo) == []
        books = demo.control("/books/orders")
        edited, gone = books[40], books[300]
        product, brand = demo.control("/books/products")[7], demo.control("/books/brands")[1]
        demo.control("/edit", {"entity": "orders", "id": edited["id"], "status": "shipped", "quietly": True})
        for entity, book in ("orders", gone), ("products", product), ("brands", brand):
            demo.control("/delete", {"entity": entity, "id": book["id"]})
        result = nomo.run("sync", "--full", "--json")
        assert result.code == 0 and totals(result.last) == demo.counts(), result
        assert result.last["orders"]["repaired"] == {"missed": 0, "changed": 1, "gone": 1, "untold": 0}, result.last
        expected = sorted([("order", str(edited["id"]), "changed"), ("order", str(gone["id"]), "gone"),
                           ("product", str(product["id"]), "gone"), ("brand", str(brand["id"]), "gone")])
        assert repairs_of(nomo) == expected, repairs_of(nomo)
        orders = {order["id"]: order for order in nomo.run("list", "orders", "--json").lines}
        assert orders[str(edited["id"])]["status"] == "shipped" and str(gone["id"]) not in orders
        result = nomo.run("sync", "--full", "--json")
        assert result.code == 0 and "repaired" not in result.last["orders"] and repairs_of(nomo) == expected, result
        for language, word in (("en", "Gone at Salla"), ("ar", "لم يعد في سلة")):
            result = nomo.run("repairs", language=language)
            assert result.code == 0 and len([line for line in result.out.splitlines() if word in line]) == 3, result
        check = nomo.run("check", "--json")
        assert check.code == 0 and check.last["ok"], check


def only_some_lists():
    with Demo(orders=120, customers=60) as demo:
        nomo = connected(demo)
        result = nomo.run("sync", "--only", "products,brands", "--json")
        assert result.code == 0 and sorted(result.last) == ["brands", "products"], result
        asked = {r["target"].split("?")[0].rsplit("/", 1)[1] for r in demo.control("/ledger")["requests"] if "/admin/v2" in r["target"]}
        assert asked >= {"products", "brands"} and not asked & {"orders", "customers", "coupons"}, asked
        result = nomo.run("sync", "--only", "orders,invoices")
        assert result.code == 2 and "invoices" in result.err and "reviews" in result.err, result
        assert nomo.sync().code == 0


def small_buckets():
    """A plan with few requests: paced by the headers, never refused, where the bucket would be full after half of them."""
    with Demo(plan="plus", orders=240, customers=60, scale=15) as demo:
        nomo = connected(demo)
        result = nomo.run("sync", "--details", "--json")
        assert result.code == 0 and result.last == {"details": {"known": 240, "total": 240}}, result
        requests = demo.control("/ledger")["requests"]
        assert len(requests) > 2 * BUCKET, len(requests)
        assert not [r for r in requests if r["status"] == 429]


def no_clock():
    """Without the store's clock it works all the same."""
    with Demo(orders=300, customers=100) as demo:
        nomo = Nomo(demo)
        del nomo.environment["NOMO_CLOCK"]
        assert nomo.connect().code == 0
        result = nomo.sync()
        assert result.code == 0 and totals(result.last) == demo.counts(), result


def two_at_once():
    """The second process says who runs the sync, and leaves the records readable."""
    with Demo(orders=300, customers=100) as demo:
        nomo = connected(demo)
        assert nomo.sync().code == 0
        demo.misbehave("slow", ms=4000, count=1, path="/store/info")
        first = nomo.start("sync", "--json")
        lock = os.path.join(nomo.directory, "stores", demo.ready["merchant"] + ".engine")
        wait_until(lambda: f"({first.pid})" in open(lock, encoding="utf-8").read())
        second = nomo.sync()
        assert second.code == 5, second
        assert second.last["error"]["code"] == "held" and f"({first.pid})" in second.last["error"]["message"], second
        again = nomo.connect()
        assert again.code == 5 and again.last["error"]["code"] == "held", again
        assert nomo.run("list", "orders", "--limit", "1", "--json").code == 0
        first.communicate()
        assert first.returncode == 0
        assert nomo.sync().code == 0


if __name__ == "__main__":
    sys.exit(main([all_arrives, details_arrive, coupons_arrive, a_terminal_shows_progress, nothing_new_costs_little, kill_rounds,
                   life_goes_on, drift_is_put_right, only_some_lists, small_buckets, no_clock, two_at_once]))
