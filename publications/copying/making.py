"""Making a copy: everything that the plan names, and what its pages show, by several processes at once."""

import logging
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from multiprocessing import get_context, parent_process
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import connections
from django.utils import timezone
from django.utils.translation import override

from publications.copying.asking import Missing, content
from publications.copying.folder import Folder
from publications.copying.links import Links, place
from publications.copying.plan import Plan, plan
from publications.models import Generation

# How many addresses a process takes at once: enough that handing them out costs nothing.
AT_ONCE = 16

Progress = Callable[[int, int], None]


class Made(NamedTuple):
    """What came of one address: ``problem`` says why there is no file, ``is_new`` that no earlier copy had it so.

    ``found`` are the assets that it needs, ``strays`` the addresses that it leads to and the copy does not keep.
    """

    address: str
    problem: str = ""
    is_new: bool = False
    found: frozenset[str] = frozenset()
    strays: frozenset[str] = frozenset()


@dataclass
class Report:
    """How a copy went: ``files`` in all and ``new`` among them, ``problems`` by address.

    ``strays`` names for each address that pages lead to and the copy does not keep one of the pages; ``has_changed``
    tells that the site was changed meanwhile, so that not all files show the same moment. ``dropped`` tells why
    addresses that only lead on are not kept.
    """

    files: int = 0
    new: int = 0
    problems: dict[str, str] = field(default_factory=dict)
    strays: dict[str, str] = field(default_factory=dict)
    has_changed: bool = False
    dropped: dict[str, str] = field(default_factory=dict)

    def add(self, made: Made) -> None:
        """Count what came of one address."""
        if made.problem:
            self.problems[made.address] = made.problem
        else:
            self.files += 1
            self.new += made.is_new
        for stray in made.strays:
            self.strays.setdefault(stray, made.address)


@dataclass(frozen=True)
class Maker:
    """Makes the files of a plan in a folder."""

    plan: Plan
    folder: Folder

    def make(self, address: str) -> Made:
        """Write the file of one address."""
        links = Links(settings.SITE_URL, self.plan.held, (settings.STATIC_URL, settings.MEDIA_URL))
        try:
            is_new = self.folder.write(place(address), content(address, links))
        except Missing as missing:
            return Made(address, problem=str(missing))
        strays = frozenset(stray for stray in links.strays if not self.plan.is_left_out(stray))
        return Made(address, "", is_new, frozenset(links.found), strays)


def copy_site(
    target: Path,
    left_out: Iterable[str],
    processes: int,
    progress: Progress,
    *,
    despite_problems: bool = False,
) -> Report:
    """Copy the public site into the folder ``target``, without the kinds of files that are ``left_out``.

    Where an address has a problem, the folder stays as it was, unless the copy is wanted ``despite_problems``.
    Raise Unfit for a folder that is something else, BrokenProcessPool where one of the processes was ended by somebody
    else. ``progress`` is told how many addresses of how many are done.
    """
    folder = Folder(target)
    folder.begin()
    try:
        generation = Generation.objects.number()
        with override(settings.LANGUAGE_CODE), _faults_only():
            planned = plan(frozenset(left_out))
            report = Report(problems=dict(planned.problems), dropped=planned.dropped)
            # What is known before should not be told after hours.
            if not report.problems or despite_problems:
                _make_all(Maker(planned, folder), processes, progress, report)
        report.has_changed = generation != Generation.objects.number()
        if not report.problems or despite_problems:
            folder.finish(_facts(generation, planned))
        return report
    finally:
        folder.abandon()


@contextmanager
def _faults_only() -> Iterator[None]:
    """Keeps quiet in the log of requests about what was withdrawn or is not there: a copy asks for such pages."""
    log = logging.getLogger("django.request")

    def is_fault(record: logging.LogRecord) -> bool:
        return record.levelno >= logging.ERROR

    log.addFilter(is_fault)
    try:
        yield
    finally:
        log.removeFilter(is_fault)


def _facts(generation: int, planned: Plan) -> dict[str, object]:
    return {
        "site": settings.SITE_URL,
        "made": timezone.now().isoformat(timespec="seconds"),
        "generation": generation,
        "ibid": version("ibid"),
        "left_out": sorted(planned.left_out),
    }


def _make_all(maker: Maker, processes: int, progress: Progress, report: Report) -> None:
    """Make what is planned, then what that needs: pictures, styles, and what styles load."""
    waiting, done = maker.plan.kept(), 0
    known = set(waiting)
    with _workers(maker, processes) as make_all:
        while waiting:
            needed: set[str] = set()
            for made in make_all(waiting):
                report.add(made)
                needed |= made.found
                done += 1
                progress(done, len(known))
            waiting = sorted(needed - known)
            known |= needed


@contextmanager
def _workers(maker: Maker, processes: int) -> Iterator[Callable[[list[str]], Iterable[Made]]]:
    """What makes many addresses: this process alone, or several that begin as copies of it."""
    if processes == 1:
        yield lambda addresses: map(maker.make, addresses)
        return
    # A connection is no two processes' own.
    connections.close_all()
    pool = ProcessPoolExecutor(processes, get_context("fork"), _begin, (maker,))
    try:
        yield lambda addresses: pool.map(_make, addresses, chunksize=AT_ONCE)
    finally:
        pool.shutdown(cancel_futures=True)


_maker: list[Maker] = []


def _begin(maker: Maker) -> None:
    """Ready for addresses. Ctrl-C reaches all processes at once, of which the first ends the others in order."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_the_first, daemon=True).start()
    _maker.append(maker)


def _end_with_the_first() -> None:
    """Otherwise a process whose first was killed waits for addresses for ever, and holds the lock of the folder."""
    if first := parent_process():
        first.join()
        os._exit(1)


def _make(address: str) -> Made:
    return _maker[0].make(address)
