"""What a webhook is delivered to: it keeps every request as it came, and answers what a test wants it to."""

import collections
import hashlib
import hmac
import http.server
import json
import threading

Delivery = collections.namedtuple('Delivery', 'method path headers body')


class Receiver:
    def __init__(self):
        self.got = []
        self.answers = []  # statuses for the POST requests to come; 200 when there are none left
        self.to_get = 200
        self.release = threading.Event()  # lets go of the requests to /hang
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def take(self):
                body = self.rfile.read(int(self.headers.get('Content-Length', 0)))
                receiver.got.append(Delivery(self.command, self.path, self.headers, body))
                if self.path.startswith('/hang'):
                    receiver.release.wait(60)
                    return
                if self.command == 'GET':
                    self.send_response(receiver.to_get)
                else:
                    self.send_response(receiver.answers.pop(0) if receiver.answers else 200)
                self.send_header('Content-Length', '0')
                self.end_headers()

            do_GET = do_POST = take

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,))
        self.thread.start()

    def url(self, path='/hook'):
        return f'http://127.0.0.1:{self.server.server_port}{path}'

    def bodies(self):
        return [json.loads(delivery.body) for delivery in self.got if delivery.method == 'POST']

    def events(self):
        return [body['event'] for body in self.bodies()]

    def forget(self):
        del self.got[:], self.answers[:]
        self.to_get = 200

    def close(self):
        self.release.set()
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


def sign(body, secret):
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def is_signed(delivery, secret):
    return (delivery.headers['X-Salla-Security-Strategy'] == 'Signature' and
            delivery.headers['X-Salla-Signature'] == sign(delivery.body, secret))
