"""A demo store of its own for a test of the interface, and a store connected to it on the command line."""

import json
import os
import socket
import subprocess
import urllib.request

from nomoui import Failure


def free_port():
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


class DemoShop:
    def __init__(self, binary, *arguments):
        self.process = subprocess.Popen([binary, '--port', '0', '--seed', '7', '--auto-approve', '--with-parent', *arguments],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.ready = json.loads(self.process.stdout.readline())

    def control(self, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.ready['control_url'] + path, data=data,
                                         headers={'Content-Type': 'application/json'})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.loads(answer.read() or b'null')

    def connect(self, cli):
        """Signs in as a person does who has only a terminal."""
        ready = self.ready
        command = [cli, 'connect', '--json', '--no-browser', '--redirect-port', str(free_port()), '--client-secret-stdin',
                   '--client-id', ready['client_id'], '--accounts-url', ready['accounts_url'], '--api-url', ready['api_url']]
        with subprocess.Popen(command, env={**os.environ, 'NOMO_CLOCK': ready['clock']}, stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE, text=True) as process:
            process.stdin.write(ready['client_secret'] + '\n')
            process.stdin.flush()
            url = json.loads(process.stdout.readline())['authorize_url']
            with urllib.request.urlopen(url, timeout=30):
                pass
            if process.wait(60) != 0:
                raise Failure('the store could not be connected')

    def close(self):
        self.process.stdin.close()
        self.process.wait(20)
