"""The services that are installed are understood by systemd, let nobody out of them, and can write what their programs need."""

import os
import re
import tempfile

from tree import run

MOST_EXPOSED = 20  # tenths, as systemd-analyze counts
WANTED = {
    'ProtectSystem': 'strict',
    # The relay keeps all it writes in the folder that $STATE_DIRECTORY names.
    'StateDirectory': 'nomo-relay',
    'StateDirectoryMode': '0700',
    'Restart': 'on-failure',
}
FORBIDDEN = ('ReadWritePaths', 'BindPaths', 'CacheDirectory', 'LogsDirectory', 'RuntimeDirectory', 'ConfigurationDirectory')


def check(tree):
    folder = tree.build / 'data' if tree.build else tree.root / 'data'
    units = sorted(folder.glob('*.service'))
    if tree.build and not units:
        yield 'the build made no .service file'
    for path in units:
        yield from check_unit(path)


def check_unit(path):
    text = path.read_text(encoding='utf-8')
    if re.search(r'@\w+@', text):
        yield f'{path.name}: “{re.search("@.+@", text).group(0)}” was not filled in'
    settings = dict(re.findall(r'^(\w+)=(.*)$', text, re.MULTILINE))
    for name, value in WANTED.items():
        if settings.get(name) != value:
            yield f'{path.name}: {name}={settings.get(name)}, not {value}'
    for name in FORBIDDEN:
        if name in settings:
            yield f'{path.name}: {name} lets more be written than the relay’s own folder'
    status, output = run('systemd-analyze', 'security', '--offline=true', '--no-pager', f'--threshold={MOST_EXPOSED}', str(path))
    if status != 0:
        yield f'{path.name}: {output.splitlines()[-1] if output else "systemd-analyze failed"}: more than {MOST_EXPOSED / 10}'
    yield from verify(path.name, text)


def verify(name, text):
    """Nothing is installed yet, so that another program stands for the one that is started."""
    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, name)
        with open(copy, 'w', encoding='utf-8') as file:
            file.write(re.sub(r'^ExecStart=\S+', 'ExecStart=/bin/true', text, flags=re.MULTILINE))
        status, output = run('systemd-analyze', 'verify', '--man=no', copy)
    if status != 0 or output:
        yield f'{name}: systemd does not understand it: {" ".join(output.split())}'


UNIT = """[Unit]
Description=A
[Service]
Type=exec
User=relay
ExecStart=/usr/bin/a
Restart=on-failure
StateDirectory=nomo-relay
StateDirectoryMode=0700
UMask=0077
ProtectSystem=strict
""" + ''.join(f'{name}=yes\n' for name in (
    'ProtectHome', 'PrivateTmp', 'NoNewPrivileges', 'PrivateUsers', 'PrivateDevices', 'ProtectClock', 'ProtectControlGroups',
    'ProtectHostname', 'ProtectKernelLogs', 'ProtectKernelModules', 'ProtectKernelTunables', 'RestrictNamespaces',
    'RestrictRealtime', 'RestrictSUIDSGID', 'RemoveIPC', 'LockPersonality', 'MemoryDenyWriteExecute')) + """CapabilityBoundingSet=
ProtectProc=invisible
ProcSubset=pid
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged @resources
"""
GOOD = {'data/a.service': UNIT}
BAD = {
    'a service that may do anything': {'data/a.service': re.sub(r'^(?:Protect(?!System)|Private|Restrict|Capab|SystemCall).*\n', '', UNIT,
                                                                flags=re.MULTILINE)},
    'a service with all capabilities and the system’s devices': {
        'data/a.service': re.sub(r'^(?:CapabilityBoundingSet|PrivateDevices|SystemCallFilter).*\n', '', UNIT, flags=re.MULTILINE)},
    'a second folder that may be written': {'data/a.service': UNIT + 'ReadWritePaths=/srv\n'},
    'another folder than the relay’s': {'data/a.service': UNIT.replace('=nomo-relay', '=relay')},
    'a misspelt setting': {'data/a.service': UNIT + 'ProtectEverything=yes\n'},
    'a path that was not filled in': {'data/a.service': UNIT.replace('/usr/bin/a', '@bindir@/a')},
}
