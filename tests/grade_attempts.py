"""What a learner's code may try to get out of the sandbox or to a better mark.

Each attempt is a cell of code and what it has to be called in the report. A cell hides
its failure where it can, so that the report cannot lean on a traceback. On success it
sets `one_week` to PROOF, or leaves a mark outside that the test looks for. `{root}`,
`{out}`, `{subs}` and `{flag}` are the course, the folder of marks, the folder of what
was handed in and a file that must never exist.
"""

from __future__ import annotations

QUIET = "import contextlib, os, sys\n"
ATTEMPTS = {
    "read-the-checks": (
        "read-outside",
        """
with contextlib.suppress(OSError):
    open('{root}/notebooks/wages-owed/checks.py').read()
    one_week = 'PROOF'
""",
    ),
    "read-the-solution": (
        "read-outside",
        """
with contextlib.suppress(OSError):
    os.open('{root}/notebooks/wages-owed/lab.md', os.O_RDONLY)
    one_week = 'PROOF'
""",
    ),
    "list-the-course": (
        "read-outside",
        """
with contextlib.suppress(OSError):
    os.listdir('{root}')
    one_week = 'PROOF'
""",
    ),
    "read-other-submissions": (
        "read-outside",
        """
with contextlib.suppress(OSError):
    open('{subs}/honest.ipynb').read()
    one_week = 'PROOF'
""",
    ),
    "read-the-parents-memory": (
        "read-outside",
        """
for pid in ('1', 'self', str(os.getppid())):
    with contextlib.suppress(OSError):
        open(f'/proc/{pid}/environ', 'rb').read()
        one_week = 'PROOF'
""",
    ),
    "trace-the-parent": (
        "trace",
        """
import ctypes
libc = ctypes.CDLL(None)
if libc.ptrace(16, os.getppid() or 1, 0, 0) == 0: one_week = 'PROOF'
""",
    ),
    "forge-a-result": (
        "forged",
        """
line = b'["mark", "one-week", 100]\\n{"points": 700, "of": 700}\\n'
for handle in range(3, 40):
    with contextlib.suppress(OSError):
        os.write(handle, line)
""",
    ),
    "forge-with-the-markers-own-word": (
        "forged",
        """
frame = sys._getframe()
while 'teller' not in frame.f_locals: frame = frame.f_back
frame.f_locals['teller'].line('mark', 'one-week', {'points': 700})
frame.f_locals['teller'].line('answer', 'one-week')
frame.f_locals['teller'].line('answer', 'one-week', [[[[[[[['PROOF']]]]]]]])
frame.f_locals['teller'].line('answer', 'one-week', 'PROOF' * 30_000)
""",
    ),
    "write-to-the-results": (
        "write-outside",
        """
with contextlib.suppress(OSError):
    with open('{out}/results.jsonl', 'a') as file: file.write('PROOF')
    one_week = 'PROOF'
""",
    ),
    "write-outside": (
        "write-outside",
        """
with contextlib.suppress(OSError):
    open('{flag}', 'w').write('PROOF')
""",
    ),
    "write-into-pythons-library": (
        "write-outside",
        """
with contextlib.suppress(OSError):
    open(os.__file__, 'a').close()
    one_week = 'PROOF'
""",
    ),
    "change-the-machines-own-devices": (
        "write-outside",
        """
open('/dev/null', 'w').write('this is allowed')
with contextlib.suppress(OSError):
    os.chmod('/dev/null', 0o666)
    one_week = 'PROOF'
""",
    ),
    "make-a-folder-outside": (
        "write-outside",
        """
with contextlib.suppress(OSError):
    os.mkdir('/usr/lib/proof')
    one_week = 'PROOF'
""",
    ),
    "lead-out-by-a-link": (
        "link",
        """
os.symlink('{root}/notebooks', 'near')
with contextlib.suppress(OSError):
    open('near/wages-owed/checks.py').read()
    one_week = 'PROOF'
""",
    ),
    "open-a-socket": (
        "network",
        """
import socket
for family in (socket.AF_INET, socket.AF_INET6, socket.AF_UNIX):
    with contextlib.suppress(OSError):
        socket.socket(family)
        one_week = 'PROOF'
""",
    ),
    "fork-bomb": (
        "process",
        """
for _ in range(10_000):
    with contextlib.suppress(OSError):
        os.fork()
        one_week = 'PROOF'
""",
    ),
    "thread-bomb": (
        "process",
        """
import threading, time
for _ in range(100):
    with contextlib.suppress(RuntimeError):
        threading.Thread(target=time.sleep, args=(60,)).start()
        one_week = 'PROOF'
""",
    ),
    "start-a-shell": (
        "process",
        """
import subprocess
with contextlib.suppress(OSError):
    subprocess.run(['/bin/sh', '-c', 'touch {flag}'])
os.system('touch {flag}')
""",
    ),
    "become-another-program": (
        "process",
        """
import ctypes
words = (ctypes.c_char_p * 3)(b'/bin/touch', b'{flag}', None)
ctypes.CDLL(None).execv(b'/bin/touch', words)
""",
    ),
    "daemon-that-outlives": (
        "process",
        """
with contextlib.suppress(OSError):
    os.setsid()
with contextlib.suppress(OSError):
    if os.fork() == 0:
        import time
        time.sleep(3)
        open('{flag}', 'w')
""",
    ),
    "kill-the-parent": (
        "signal",
        """
for target in (os.getppid(), 1, -1, 0):
    with contextlib.suppress(OSError):
        os.kill(target, 9)
        one_week = 'PROOF'
with contextlib.suppress(OSError):
    os.killpg(0, 9)
""",
    ),
    "leave-the-walls": (
        "system",
        """
import ctypes
libc = ctypes.CDLL(None)
done = [libc.unshare(0x10000000), libc.setns(3, 0), libc.chroot(b'/'),
        libc.mount(b'none', b'/learner', b'tmpfs', 0, None)]
if 0 in done: one_week = 'PROOF'
""",
    ),
    "memory-without-a-name": (
        "memory",
        """
with contextlib.suppress(OSError):
    os.memfd_create('x')
    one_week = 'PROOF'
""",
    ),
    "huge-memory": ("memory", "hoard = [bytearray(10**8) for _ in range(100)]"),
    "fill-the-disk": (
        "disk",
        """
with contextlib.suppress(OSError):
    for number in range(1000):
        open(str(number), 'wb').write(bytes(10**6))
    one_week = 'PROOF'
""",
    ),
    "one-huge-file": ("disk", "with open('x', 'wb') as file: file.write(bytes(10**8))"),
    "endless-output": ("output", "while True: print('x' * 100_000)"),
    "endless-output-below-python": (
        "output",
        "while True: os.write(2, b'x' * 100_000)",
    ),
    "monkeypatch-the-marker": (
        "tools",
        """
import json
from training.labs.exercise import Exercise, Mark
json.dumps = lambda *_: '{"points": 700}'
Exercise.mark = lambda self, *_: Mark(self.id, 'right', 700, 700, '', '')
""",
    ),
    "patch-python-itself": (
        "tools",
        """
import builtins
builtins.isinstance = lambda *_: True
""",
    ),
    "work-after-the-end": (
        "late",
        """
import atexit
atexit.register(os.write, 3, b'["answer", "one-week", "PROOF"]\\n')
""",
    ),
    "object-with-reduce": (
        "not-data",
        """
class Evil:
    def __reduce__(self): return os.system, ('touch {flag}',)
one_week = Evil()
""",
    ),
    "text-that-lies": (
        "not-data",
        """
class Liar(str):
    def __eq__(self, other): return True
    __hash__ = str.__hash__
one_week = Liar('PROOF')
""",
    ),
    "number-without-end": ("not-data", "one_week = 10 ** 100_000"),
    "text-without-end": ("not-data", "one_week = 'PROOF' * 10**6"),
    "list-in-a-list": (
        "not-data",
        """
one_week = []
for _ in range(100_000): one_week = [one_week]
""",
    ),
    "answers-without-end": ("forged", "while True: lab.check('one-week', 'x' * 1000)"),
    "sleep-for-ever": (
        "time",
        """
import time
time.sleep(10**6)
""",
    ),
    "busy-for-ever": (
        "time",
        """
while True:
    with contextlib.suppress(BaseException):
        pass
""",
    ),
    "shrug-off-every-signal": (
        "time",
        """
import signal
for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}:
    with contextlib.suppress(OSError):
        signal.signal(number, signal.SIG_IGN)
while True: pass
""",
    ),
    "end-the-kernel": ("quit", "os._exit(0)"),
}
