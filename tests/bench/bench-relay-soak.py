"""Whether the relay holds more and more, the longer deliveries come: two hundred a second for half an hour, of which it writes the
records, with those that come twice, are not signed, are no deliveries, or hang up.

    bench-relay-soak.py DIRECTORY

NOMO_SOAK_MINUTES  how long; the first third warms up, which takes a minute at least"""

import asyncio
import collections
import hashlib
import hmac
import os
import pathlib
import random
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "integration"))
from nomoit import inside_session, unlock_keyring, wait_until  # noqa: E402 pylint: disable=wrong-import-position
import bench_relay  # noqa: E402 pylint: disable=wrong-import-position

MINUTES = float(os.environ.get("NOMO_SOAK_MINUTES", "30"))
RATE = 200
SAMPLE_S = 10
MOST_SLOPE = 1.0  # MB in ten minutes
MOST_GROWTH = 4.0  # MB
RECORDS, LATER, FIRST_ID = 5000, 200, 3000000000
DAYS = 20
HEAD = ("POST /webhooks/salla HTTP/1.1\r\nHost: relay\r\nContent-Type: application/json\r\nContent-Length: {}\r\n"
        "X-Salla-Security-Strategy: Signature\r\nX-Salla-Signature: {}\r\n\r\n")


class Shoppers:
    """Who delivers, each on a connection of its own."""

    def __init__(self, world, lines):
        self.world, self.lines, self.dice = world, lines, random.Random(7)
        self.answers = collections.Counter()
        self.number = 0
        self.when = int(time.time()) - DAYS * 24 * 3600

    def body(self, number):
        turn = number // len(self.lines)
        moment = time.strftime("%a %b %d %Y %H:%M:%S GMT+0300", time.gmtime(self.when + number + 3 * 3600))
        places = {"ID": FIRST_ID + turn % RECORDS, "LATER": FIRST_ID + max(turn - LATER, 0) % RECORDS, "WHEN": moment,
                  "NUMBER": 100 + number % 900}
        text = self.lines[number % len(self.lines)]
        for name, value in places.items():
            text = text.replace("{{%s}}" % name, str(value))
        return text.encode()

    def request(self, body, secret=None):
        signature = hmac.new((secret or self.world.relay.secret).encode(), body, hashlib.sha256).hexdigest()
        return HEAD.format(len(body), signature).encode() + body

    def next_request(self):
        """The bytes, and whether their sender stays for an answer."""
        chance = self.dice.random()
        if chance < 0.05 and self.number > 0:
            return "twice", self.request(self.body(self.dice.randrange(self.number))), True
        if chance < 0.08:
            return "unsigned", self.request(self.body(self.number), "somebody else's secret"), True
        if chance < 0.10:
            return "no delivery", self.request(self.dice.randbytes(self.dice.randrange(5000))), True
        if chance < 0.11:
            return "no request", self.dice.randbytes(200) + b"\r\n\r\n", True
        self.number += 1
        whole = self.request(self.body(self.number - 1))
        if chance < 0.13:
            return "hung up", whole[:self.dice.randrange(len(whole))], False
        return "new", whole, True

    async def deliver(self):
        kind, text, stays = self.next_request()
        reader, writer = await asyncio.open_connection("127.0.0.1", self.world.relay.port)
        try:
            writer.write(text)
            await writer.drain()
            answer = await asyncio.wait_for(reader.read(), 60) if stays else b""
            self.answers[f"{kind} {answer[9:12].decode()}".strip()] += 1
        except ConnectionError:
            self.answers[kind + " reset"] += 1
        finally:
            writer.close()

    async def go_on(self, until):
        tasks, begun = set(), time.monotonic()
        for number in range(int((until - begun) * RATE)):
            await asyncio.sleep(max(0, begun + number / RATE - time.monotonic()))
            tasks.add(asyncio.create_task(self.deliver()))
            done = {task for task in tasks if task.done()}
            for task in done:
                task.result()
            tasks -= done
        await asyncio.gather(*tasks)


async def watch(process, until, samples):
    while time.monotonic() < until:
        samples.append(bench_relay.Held(process))
        if len(samples) % 6 == 1:
            print(samples[-1], flush=True)
        await asyncio.sleep(SAMPLE_S)


async def soak(shoppers, process, samples):
    until = time.monotonic() + MINUTES * 60
    await asyncio.gather(shoppers.go_on(until), watch(process, until, samples))


def slope(samples):
    """Of the line that comes nearest to them by least squares, in MB for ten minutes."""
    n, times = len(samples), [sample.at for sample in samples]
    middle, mean = sum(times) / n, sum(sample.rss for sample in samples) / n
    above = sum((sample.at - middle) * (sample.rss - mean) for sample in samples)
    return above / sum((at - middle) ** 2 for at in times) * 600


def judge(samples):
    warm = samples[len(samples) // 3:]
    halves = warm[:len(warm) // 2], warm[len(warm) // 2:]
    most = [[max(getattr(sample, name) for sample in half) for half in halves] for name in ("descriptors", "threads")]
    kept = [
        bench_relay.report("relay-soak-growth-mb", warm[-1].rss - warm[0].rss, MOST_GROWTH),
        bench_relay.report("relay-soak-slope-mb-in-10-min", slope(warm), MOST_SLOPE),
        bench_relay.report("relay-soak-descriptors", most[0][1] / most[0][0], 1.25),
        bench_relay.report("relay-soak-threads", most[1][1] / most[1][0], 1.0),
    ]
    return all(kept)


def main(directory):
    inside_session()
    unlock_keyring()
    samples = []
    with bench_relay.connected() as world:
        process = world.relay.process.pid
        lines = bench_relay.templates(world, 1)
        shoppers = Shoppers(world, lines)
        asyncio.run(soak(shoppers, process, samples))
        wait_until(lambda: bench_relay.waiting(world) == 0, 60)
        print(f"{dict(shoppers.answers)}; {bench_relay.sizes(world.folder.name)}", flush=True)
        assert shoppers.answers["new 200"] > 0.8 * RATE * MINUTES * 60, shoppers.answers
        assert shoppers.answers["unsigned 401"] > 0 and shoppers.answers["no delivery 400"] > 0, shoppers.answers
    rows = [f"{sample.at - samples[0].at:.1f},{sample.rss:.3f},{sample.own:.3f},{sample.threads},{sample.descriptors}\n"
            for sample in samples]
    text = "seconds,rss_mb,own_mb,threads,descriptors\n" + "".join(rows)
    pathlib.Path(directory, "relay-soak.csv").write_text(text, encoding="ascii")
    sys.exit(0 if judge(samples) else 1)


if __name__ == "__main__":
    main(*sys.argv[1:])
