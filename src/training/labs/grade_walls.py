"""The walls around a learner's code: namespaces, a bare root, limits, refused calls.

Linux only. The zygote builds the outer walls once (`close_off`) and the inner ones in
each fork (`confine`). Nothing here knows what a notebook is. Standard library alone.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import struct
import sys
import sysconfig
from pathlib import Path

__all__ = [
    "REFUSED",
    "WORK",
    "Filter",
    "WallError",
    "close_off",
    "confine",
    "end_with",
    "fresh_processes",
    "leave_namespaces",
    "limit",
    "refused_calls",
    "usual_processes",
]

WORK = "/learner"  # where a learner's code finds itself; the only place it can write to
_NEWNS, _NEWUTS, _NEWIPC, _NEWUSER = 0x20000, 0x4000000, 0x8000000, 0x10000000
_NEWPID, _NEWNET = 0x20000000, 0x40000000
_NOSUID, _NODEV, _BIND, _REC, _PRIVATE = 2, 4, 4096, 16384, 1 << 18
_RDONLY, _REMOUNT, _DETACH = 1, 32, 2
_MOUNT_SETATTR, _HERE, _RECURSIVE = 442, -100, 0x8000  # the same on every machine
_NOBODY = 1  # inside; outside it is nobody, or the person who grades
_PARENT_ENDS, _DROP_BOUND, _CAPS = 1, 24, 64

# What a lab never needs, by what an attempt at it is called.
REFUSED = {
    "network": ("socket", "socketpair", "socketcall"),
    "process": ("fork", "vfork", "clone", "clone3", "execve", "execveat", "setsid"),
    "signal": (
        *("kill", "tkill", "pidfd_open", "pidfd_getfd", "pidfd_send_signal"),
        *("rt_sigqueueinfo", "rt_tgsigqueueinfo"),
    ),
    "trace": (
        *("ptrace", "process_vm_readv", "process_vm_writev", "process_madvise"),
        *("kcmp", "perf_event_open"),
    ),
    "system": (
        *(
            "mount",
            "umount2",
            "pivot_root",
            "chroot",
            "unshare",
            "setns",
            "mount_setattr",
        ),
        *("move_mount", "open_tree", "fsopen", "fsmount", "fspick", "bpf", "seccomp"),
        *("keyctl", "add_key", "request_key", "userfaultfd", "io_uring_setup"),
        *("open_by_handle_at", "name_to_handle_at", "init_module", "finit_module"),
        *("delete_module", "kexec_load", "personality", "acct", "swapon", "reboot"),
        *("sethostname", "setdomainname", "syslog", "quotactl", "mknod", "mknodat"),
    ),
    "memory": ("memfd_create", "memfd_secret", "shmget", "msgget", "semget", "mq_open"),
}
_ALLOW, _NOTIFY, _DENY = 0x7FFF0000, 0x7FC00000, 0x00050000 | 1  # 1: not permitted


class WallError(OSError):
    """A wall cannot be built here; its text says which."""


_libc = ctypes.CDLL(None, use_errno=True)


def _do(what: str, call: str, *given: object) -> None:
    """Call the system; raise WallError naming the wall if it refuses."""
    whole = [ctypes.c_long(one) if isinstance(one, int) else one for one in given]
    if getattr(_libc, call)(*whole) < 0:
        number = ctypes.get_errno()
        raise WallError(number, f"{what}: {os.strerror(number)}")


def _mount(source: str, target: str, kind: str, flags: int, data: str = "") -> None:
    words = (source.encode(), target.encode(), kind.encode())
    _do(f"mount {target}", "mount", *words, flags, data.encode() or None)


def leave_namespaces() -> None:
    """Leave the users, files, network and names of the machine behind.

    The process outside then says who is who (`/proc/…/uid_map`); the next fork is the
    first process of a space of its own, and may `close_off`.
    """
    flags = _NEWUSER | _NEWNS | _NEWNET | _NEWIPC | _NEWUTS | _NEWPID
    _do("namespaces", "unshare", flags)


def _places() -> list[str]:
    """Return what of the machine may be seen: Python's own library, and no more."""
    base = {"base": sys.base_prefix, "platbase": sys.base_exec_prefix}  # no venv
    paths = sysconfig.get_paths(vars={**base, "installed_base": sys.base_prefix})
    found = {os.path.realpath(paths[name]) for name in ("stdlib", "platstdlib")}
    found |= {place for place in ("/usr/lib", "/usr/lib64") if Path(place).is_dir()}
    found |= {
        os.path.realpath(f"/lib{n}") for n in ("", "64") if Path(f"/lib{n}").is_dir()
    }
    whole = sorted(found)
    return [
        one
        for one in whole
        if not any(one != other and one.startswith(f"{other}/") for other in whole)
    ]


def close_off(root: str) -> None:
    """Make `root` the only root: Python's library to read, and an empty folder."""
    _mount("none", "/", "", _REC | _PRIVATE)
    _mount("tmpfs", root, "tmpfs", _NOSUID | _NODEV, "size=1m,mode=755")
    for place in _places():
        target = root + place
        Path(target).mkdir(parents=True, exist_ok=True)
        _mount(place, target, "", _BIND | _REC)
        _read_only(target)
    for place in ("/lib", "/lib64"):
        if Path(place).is_symlink() and not Path(root + place).exists():
            Path(root + place).symlink_to(os.path.realpath(place))
    for folder in (WORK, "/dev"):
        Path(root + folder).mkdir()
    Path(f"{root}/dev/null").touch()
    _mount("/dev/null", f"{root}/dev/null", "", _BIND)
    _read_only(f"{root}/dev/null", _RDONLY | _NOSUID)  # written to, but never changed
    os.chdir(root)
    _do("pivot_root", "syscall", _pivot_root(), b".", b".")
    _do("leave the old root", "umount2", b".", _DETACH)
    os.chdir("/")
    _mount("none", "/", "", _REMOUNT | _BIND | _RDONLY | _NOSUID | _NODEV)


def _read_only(target: str, wishes: int = _RDONLY | _NOSUID | _NODEV) -> None:
    wish = struct.pack("QQQQ", wishes, 0, 0, 0)
    given = (_MOUNT_SETATTR, _HERE, target.encode(), _RECURSIVE, wish, len(wish))
    _do(f"read-only {target}", "syscall", *given)


def _pivot_root() -> int:
    return _numbers(("pivot_root",))["pivot_root"]


def end_with(parent: int) -> None:
    """End this process when its parent does."""
    _do("end with the parent", "prctl", _PARENT_ENDS, signal.SIGKILL, 0, 0, 0)
    if os.getppid() not in {0, parent}:
        os._exit(1)


def fresh_processes() -> None:
    """Let the next fork be the first process of a space of its own."""
    _do("a space for processes", "unshare", _NEWPID)


def usual_processes(own: int) -> None:
    """Let later forks start from here again; `own` is our `/proc/self/ns/pid`."""
    _do("the usual space for processes", "setns", own, _NEWPID)


def confine(disk: int, *, is_mapped: bool) -> None:
    """Give this fork a folder of `disk` bytes and take every power from it.

    `is_mapped` says that there is another user to become: the grader is root.
    """
    _do("files of its own", "unshare", _NEWNS | _NEWIPC)
    user = f",uid={_NOBODY},gid={_NOBODY}" if is_mapped else ""
    data = f"size={disk},nr_inodes=1000,mode=700{user}"
    _mount("tmpfs", WORK, "tmpfs", _NOSUID | _NODEV, data)
    os.chdir(WORK)
    for power in range(_CAPS):
        _libc.prctl(_DROP_BOUND, power, 0, 0, 0)  # beyond the last one: refused
    if is_mapped:
        os.setgroups([])
        os.setresgid(_NOBODY, _NOBODY, _NOBODY)
        os.setresuid(_NOBODY, _NOBODY, _NOBODY)
    head, none = struct.pack("Ii", 0x20080522, 0), bytes(24)
    _do("give up powers", "capset", head, none)


def limit(*, memory: int, seconds: int, file: int, files: int = 64) -> None:
    """Set what this process may use; it cannot raise it again."""
    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, file),
        (resource.RLIMIT_NOFILE, files),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_MEMLOCK, 0),
        (resource.RLIMIT_MSGQUEUE, 0),
    ):
        resource.setrlimit(kind, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))


def _seccomp() -> ctypes.CDLL:
    try:
        library = ctypes.CDLL("libseccomp.so.2", use_errno=True)
    except OSError:
        raise WallError(2, "libseccomp is not installed") from None
    library.seccomp_init.restype = ctypes.c_void_p
    library.seccomp_init.argtypes = [ctypes.c_uint32]
    return library


def _numbers(names: tuple[str, ...]) -> dict[str, int]:
    """Return the numbers this machine has for calls; those it lacks are left out."""
    library = _seccomp()
    found = {
        name: library.seccomp_syscall_resolve_name(name.encode()) for name in names
    }
    return {name: number for name, number in found.items() if number >= 0}


def refused_calls() -> dict[int, tuple[str, str]]:
    """Return, by number, the name of a refused call and what an attempt is called."""
    return {
        number: (name, kind)
        for kind, names in REFUSED.items()
        for name, number in _numbers(names).items()
    }


class Filter:
    """The refused calls, prepared once; `load` holds the calling process to them."""

    def __init__(self) -> None:
        """Prepare the filter; raise WallError where there is none."""
        self._library = _seccomp()
        self._rules = self._prepared(_NOTIFY)

    def _prepared(self, action: int) -> int:
        library = self._library
        rules = library.seccomp_init(_ALLOW)
        if not rules:
            raise WallError(1, "seccomp is not available")
        add = library.seccomp_rule_add_array
        add.argtypes = [ctypes.c_void_p, ctypes.c_uint32, ctypes.c_int, ctypes.c_uint]
        add.argtypes += [ctypes.c_void_p]
        for number in refused_calls():
            if add(rules, action, number, 0, None) != 0:
                raise WallError(1, f"seccomp: call {number} cannot be refused")
        return int(rules)

    def load(self) -> int:
        """Refuse the calls from now on; return where refusals can be heard.

        Where nobody may listen, they are refused in silence, and it is -1.
        """
        library = self._library
        if library.seccomp_load(ctypes.c_void_p(self._rules)) == 0:
            return int(library.seccomp_notify_fd(ctypes.c_void_p(self._rules)))
        silent = self._prepared(_DENY)
        if library.seccomp_load(ctypes.c_void_p(silent)) != 0:
            raise WallError(1, "seccomp: the filter was not accepted")
        return -1
