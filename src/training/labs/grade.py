"""`training grade DIR`: marks a folder of notebooks, thousands of them, in a sandbox.

Files are read and answers marked here; what learners wrote runs behind walls
(`grade_sandbox`), on this machine's cores or on a Dask cluster. Each result is kept as
soon as it is known, so that a run that was stopped goes on where it was.
"""

from __future__ import annotations

import json
import os
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from training.labs.grade_marks import Graded, Kit, Prepared, finish, load_kits, prepare
from training.labs.grade_report import write_reports
from training.labs.grade_sandbox import (
    Limits,
    Refusal,
    Sandbox,
    close_all,
    run_order,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Executor

__all__ = ["KEPT", "Plan", "Refusal", "grade", "submissions"]

KEPT = "results.jsonl"
_AHEAD = 4  # read ahead per core, so that thousands of notebooks are not all in memory


@dataclass(frozen=True)
class Plan:
    """What to grade, where to, and how."""

    folder: Path
    out: Path
    root: Path
    lab: str = ""
    jobs: int = 0
    unsafe: bool = False
    scheduler: str = ""
    limits: Limits = field(default_factory=Limits)


def submissions(folder: Path, out: Path) -> dict[str, Path]:
    """Return what was handed in, by a name that any file can hold; links are listed."""
    found = {}
    for place, folders, files in os.walk(folder):
        here = Path(place)
        links = [one for one in folders if (here / one).is_symlink()]
        folders[:] = sorted(
            one
            for one in folders
            if one[0] != "." and (here / one).resolve() != out.resolve()
        )
        for one in [*files, *links]:
            if one.endswith(".ipynb") or one in links:
                path = here / one
                bare = os.fsencode(path.relative_to(folder))
                name = bare.decode("utf-8", "backslashreplace")
                while name in found:
                    name += "'"
                found[name] = path
    return dict(sorted(found.items()))


def grade(
    plan: Plan, say: Callable[[int, int, str], None] = lambda *_: None
) -> list[Graded]:
    """Return what came of every notebook, by name, and write the reports.

    `say` hears how many of how many are done, and of which. Raises Refusal where no
    sandbox can be had, ContentError if a lab cannot be read.
    """
    kits = load_kits(plan.root, plan.lab)
    whole = submissions(plan.folder, plan.out)
    kept = _kept(plan.out / KEPT)
    plan.out.mkdir(parents=True, exist_ok=True)
    done: dict[str, Graded] = {}
    with (
        (plan.out / KEPT).open("a", encoding="ascii") as book,
        _executor(plan) as (executor, cores),
    ):
        for graded in _all(plan, whole, kits, kept, executor, cores):
            done[graded.name] = graded
            if graded.state != "broken" and kept.get(graded.name) != graded:
                book.write(json.dumps(graded.as_json()) + "\n")
                book.flush()
            say(len(done), len(whole), graded.name)
    results = [done[name] for name in whole]
    write_reports(plan.out, results)
    return results


def _all(  # noqa: PLR0913, PLR0917 - the parts of one loop
    plan: Plan,
    whole: dict[str, Path],
    kits: dict[str, Kit],
    kept: dict[str, Graded],
    executor: Executor,
    cores: int,
) -> Iterator[Graded]:
    """Yield results as they come; at most a few are read ahead."""
    running: dict[Future[dict[str, Any]], Prepared] = {}
    for name, path in whole.items():
        prepared = _prepare(path, name, kits, plan.lab)
        before = kept.get(name)
        if before is not None and before.key == prepared.key:
            yield before
        elif prepared.order is None:
            of = kits[prepared.lab].of if prepared.lab in kits else 0
            state = "broken" if "fault is ours" in prepared.fault else "refused"
            notes = (prepared.fault,)
            yield Graded(name, prepared.key, state, prepared.lab, 0, of, notes)
        else:
            order, limits = prepared.order, plan.limits
            task = executor.submit(run_order, order, limits, unsafe=plan.unsafe)
            running[task] = prepared
        if len(running) >= cores * _AHEAD:
            yield from _ended(running, kits)
    while running:
        yield from _ended(running, kits)


def _prepare(path: Path, name: str, kits: dict[str, Kit], lab: str) -> Prepared:
    try:
        return prepare(path, name, kits, lab)
    except OSError as error:
        return Prepared(name, "", fault=f"cannot be read ({error.strerror})")
    except Exception as error:  # noqa: BLE001 - one file never stops the others
        fault = f"cannot be read, the fault is ours ({type(error).__name__}: {error})"
        return Prepared(name, "", fault=fault)


def _ended(
    running: dict[Future[dict[str, Any]], Prepared], kits: dict[str, Kit]
) -> Iterator[Graded]:
    """Yield what has come to its end, at least one."""
    ready, _ = wait(running, return_when=FIRST_COMPLETED)
    for task in ready:
        prepared = running.pop(task)
        try:
            yield finish(prepared, task.result(), kits)
        except Refusal:
            for other in running:
                other.cancel()
            raise
        except Exception as error:  # noqa: BLE001 - a lost worker loses no other result
            words = f"could not be graded, the fault is ours ({error!r})"[:300]
            name, key, lab = prepared.name, prepared.key, prepared.lab
            yield Graded(name, key, "broken", lab, 0, kits[lab].of, (words,))


@contextmanager
def _executor(plan: Plan) -> Iterator[tuple[Executor, int]]:
    """Yield where the sandboxes run, and how many at once."""
    if plan.scheduler:
        from distributed import Client as _Client

        Client: Any = _Client  # noqa: N806 - it has no types

        with Client(plan.scheduler, timeout=20, set_as_default=False) as client:
            cores = sum(client.nthreads().values())
            if not cores:
                raise Refusal(f"the cluster {plan.scheduler} has no worker")
            yield client.get_executor(), cores
        return
    first = Sandbox(plan.limits, unsafe=plan.unsafe)
    first.start()  # refused here, before anything is read
    first.close()
    cores = plan.jobs or os.cpu_count() or 1
    with ThreadPoolExecutor(cores) as executor:
        try:
            yield executor, cores
        finally:
            executor.shutdown(cancel_futures=True)
            close_all()


def _kept(path: Path) -> dict[str, Graded]:
    """Return the results of an earlier run; a line that was cut off is left out."""
    found: dict[str, Graded] = {}
    try:
        lines = path.read_text("utf-8", "replace").split("\n")
    except OSError:
        return found
    for line in lines:
        try:
            plain = json.loads(line)
            parts = {one: tuple(plain[one]) for one in ("notes", "tried", "marks")}
            graded = Graded(**{**plain, **parts})
        except (ValueError, TypeError, KeyError):
            continue
        found[graded.name] = graded
    return found
