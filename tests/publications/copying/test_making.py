import os
import select
import signal
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from multiprocessing import get_context

from publications.copying import making


def test_processes_end_when_the_first_of_them_is_killed():
    reading, writing = os.pipe()
    first = os.fork()
    if not first:
        os.setsid()
        pool = ProcessPoolExecutor(2, get_context("fork"), making._begin, (None,))
        list(pool.map(abs, range(8)))
        os.kill(os.getpid(), signal.SIGKILL)
    os.close(writing)
    os.waitpid(first, 0)
    # Whoever is left holds the other end.
    ready, _, _ = select.select([reading], [], [], 10)
    with suppress(ProcessLookupError):
        os.killpg(first, signal.SIGKILL)
    assert ready
    assert os.read(reading, 1) == b""
    os.close(reading)
