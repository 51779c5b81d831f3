"""A client for a running Dark canvas: emits messages, and handles those of external workers.

One file, Python 3.9 or newer, standard library only. Copy it into your project.

    from dark_client import Dark

    dark = Dark.in_folder(".dark/photos")                    # the store's folder, on the same machine
    dark = Dark.at("http://127.0.0.1:7070", token="...")     # or over TCP

    dark.emit("resize", {"id": 1, "path": "a.jpg"})

    def resize(job):
        job.log("info", "resizing", {"path": job.event["path"]})
        job.emit("publish", {"id": job.event["id"]})         # takes effect only if the handler returns
        return "done"

    dark.work("resize", resize, concurrency=4)               # until SIGTERM, SIGINT or dark.stop()
"""

from __future__ import annotations

import http.client
import json
import logging
import os
import queue
import random
import signal
import socket
import threading
import time
import traceback
from dataclasses import dataclass
from typing import Any, Callable, Iterable, Optional
from urllib.parse import quote, urlsplit

__all__ = ["Dark", "DarkError", "Discard", "Emit", "Emitted", "Ended", "Job", "Snooze"]

log = logging.getLogger("dark")

_CLAIM_WAIT = 30.0  # seconds that one claim waits for a message; the canvas allows 60
_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 10.0  # seconds between tries to reach the canvas


class DarkError(Exception):
    """The canvas refused a request. `problem` is a word such as "refused", "not-found" or "lease-lost"."""

    def __init__(self, problem: str, message: str) -> None:
        super().__init__(message)
        self.problem = problem


class Unreachable(DarkError):
    """The canvas does not answer now. `may_have_happened`: the request was sent, so it may have taken effect."""

    def __init__(self, message: str, may_have_happened: bool) -> None:
        super().__init__("unreachable", message)
        self.may_have_happened = may_have_happened


class Snooze(Exception):
    """Raise it in a handler: the message runs again after some seconds, and this attempt does not count."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"snooze for {seconds} s")
        self.seconds = seconds


class Discard(Exception):
    """Raise it in a handler: the message becomes a dead letter at once, whatever the retries of the worker."""


@dataclass(frozen=True)
class Emit:
    """An event for a worker. `once_key`: it is emitted unless the key was used for that worker within 24 hours."""

    worker: str
    event: Any
    delay: float = 0.0
    once_key: Optional[str] = None

    def to_json(self, wait: bool = False) -> dict[str, Any]:
        request = {"worker": self.worker, "event": self.event, "delayMs": round(self.delay * 1000)}
        if self.once_key is not None:
            request["onceKey"] = self.once_key
        if wait:
            request["wait"] = True
        return request


@dataclass(frozen=True)
class Emitted:
    """`message` is the id of the message. If the emit repeats an earlier one under the same key, it is that of the first."""

    message: Optional[str]
    repeated: bool
    warning: Optional[str]


@dataclass(frozen=True)
class Ended:
    """How a message ended: `state` is "done", "dead", "removed" or "replaced"."""

    state: str
    result: Any
    error: Optional[str]


class Job:
    """A claimed message, given to a handler."""

    def __init__(self, claim: dict[str, Any]) -> None:
        self.lease: str = claim["lease"]
        self.message: str = claim["message"]  # the same in every attempt: an idempotency key for calls to others
        self.worker: str = claim["worker"]
        self.attempt: int = claim["attempt"]
        self.event: Any = claim["event"]
        self.is_lost = False  # the message is no longer ours: a long handler may look at this and give up
        self._emits: list[dict[str, Any]] = []
        self._log: list[dict[str, Any]] = []
        self._lease_seconds: float = claim["leaseMs"] / 1000
        self._extended_at = time.monotonic()

    def emit(self, worker: str, event: Any, delay: float = 0.0, once_key: Optional[str] = None) -> None:
        """Emits an event in the commit that settles the message, or not at all if the handler raises."""
        self._emits.append(Emit(worker, event, delay, once_key).to_json())

    def log(self, level: str, message: str, fields: Optional[dict[str, Any]] = None) -> None:
        """Keeps a line with the trace of the attempt; the level is "info", "warn" or "error"."""
        at = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime()) + f".{time.time_ns() // 1_000_000 % 1000:03}Z"
        self._log.append({"level": level, "message": message, "fields": fields or {}, "at": at})

    @property
    def _has_passed(self) -> bool:
        return time.monotonic() - self._extended_at > self._lease_seconds


class Dark:
    """A client of one canvas. It may be used by several threads."""

    def __init__(self, connect: Callable[[float], http.client.HTTPConnection], prefix: str, headers: dict[str, str]) -> None:
        self._connect, self._prefix, self._headers = connect, prefix, headers
        self._stopping = threading.Event()
        self._waiting: set[http.client.HTTPConnection] = set()  # the connections of claims that wait

    @classmethod
    def at(cls, url: str, token: Optional[str] = None, token_file: Optional[str] = None) -> Dark:
        """Returns a client of the canvas at a URL (`dark run --port`), with its token or the file that holds it."""
        if token is None and token_file is not None:
            with open(token_file, encoding="utf-8") as file:
                token = file.read().strip()
        parts = urlsplit(url)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        headers = {} if token is None else {"Authorization": f"Bearer {token}"}
        return cls(lambda timeout: kind(parts.hostname or "", parts.port, timeout=timeout), parts.path.rstrip("/"), headers)

    @classmethod
    def in_folder(cls, folder: str) -> Dark:
        """Returns a client of the canvas whose store is in that folder, such as ".dark/photos"."""
        return cls(lambda timeout: _SocketConnection(folder, timeout), "", {})

    def emit(self, worker: str, event: Any, delay: float = 0.0, once_key: Optional[str] = None) -> Emitted:
        """Emits an event, due after `delay` seconds. It is on disk when this returns."""
        return self.emit_many([Emit(worker, event, delay, once_key)])[0]

    def emit_many(self, emits: Iterable[Emit]) -> list[Emitted]:
        """Emits events in one request: all of them or none."""
        return [Emitted(one.get("message"), one["repeated"], one.get("warning")) for one in self._emit(list(emits), wait=False)]

    def emit_and_wait(self, worker: str, event: Any, delay: float = 0.0, once_key: Optional[str] = None) -> Ended:
        """Emits an event and returns how its message ended."""
        emitted = self._emit([Emit(worker, event, delay, once_key)], wait=True)[0]
        if emitted["repeated"]:
            raise DarkError("repeated", f"the key {once_key!r} was used for worker {worker} already: there is no message to wait for")
        ended = self._ask("GET", f"wait?message={quote(emitted['message'])}", None, timeout=None)
        return Ended(ended["state"], (ended.get("result") or {}).get("json"), (ended.get("failure") or {}).get("message"))

    def work(self, worker: str, handler: Callable[[Job], Any], concurrency: int = 1, consumer: Optional[str] = None) -> None:
        """Handles the messages of an external worker until `stop`, SIGTERM or SIGINT; then finishes those that run.

        What the handler returns is the result of the message. If it raises, the message is retried as the worker says.
        Each handler runs in a thread of its own. `consumer` names this program in `dark worker show` and in traces.
        """
        name = consumer or f"{socket.gethostname()}:{os.getpid()}"
        jobs: queue.SimpleQueue[Optional[Job]] = queue.SimpleQueue()
        free = threading.Semaphore(concurrency)
        held: dict[str, Job] = {}
        done = threading.Event()
        threads = [threading.Thread(target=self._handle_all, args=(jobs, handler, held, free)) for _ in range(concurrency)]
        threads.append(threading.Thread(target=self._extend_all, args=(held, done)))
        restore = self._stop_on_signals()
        for thread in threads:
            thread.start()
        try:
            self._claim_all(worker, name, concurrency, free, held, jobs)
        finally:
            for _ in range(concurrency):
                jobs.put(None)
            for thread in threads[:-1]:
                thread.join()
            done.set()
            threads[-1].join()
            restore()

    def stop(self) -> None:
        """Ends `work`: no more claims; what runs is finished and settled."""
        self._stopping.set()
        for connection in list(self._waiting):
            if connection.sock is not None:
                try:
                    connection.sock.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass  # it is closed already

    def _claim_all(
        self, worker: str, consumer: str, concurrency: int, free: threading.Semaphore, held: dict[str, Job], jobs: Any
    ) -> None:
        pause = _Pause(self._stopping)
        while not self._stopping.is_set():
            # Waits for one free place, and takes the others that are free.
            if not free.acquire(timeout=0.5):
                continue
            places = 1
            while places < min(concurrency, 100) and free.acquire(blocking=False):
                places += 1
            claims: list[dict[str, Any]] = []
            try:
                request = {"worker": worker, "consumer": consumer, "max": places, "waitMs": int(_CLAIM_WAIT * 1000)}
                claims = self._ask("POST", "claim", request, timeout=_CLAIM_WAIT + 30, ends_on_stop=True)
                pause.reset()
            except DarkError as problem:
                if problem.problem in ("bad-request", "unauthorized"):
                    raise
                if not self._stopping.is_set():
                    pause.wait(f"worker {worker}: {problem}")
            for claim in claims:
                job = Job(claim)
                held[job.lease] = job
                jobs.put(job)
            for _ in range(places - len(claims)):
                free.release()

    def _handle_all(self, jobs: Any, handler: Callable[[Job], Any], held: dict[str, Job], free: threading.Semaphore) -> None:
        for job in iter(jobs.get, None):
            try:
                self._settle(job, _run(handler, job))
            finally:
                del held[job.lease]
                free.release()

    def _settle(self, job: Job, outcome: dict[str, Any]) -> None:
        """Settles until the canvas has answered. Repeating is safe: the first settle of a lease decides."""
        pause = _Pause(threading.Event())
        while True:
            try:
                self._ask("POST", "settle", {"lease": job.lease, "log": job._log, **outcome}, timeout=120)
                return
            except Unreachable as problem:
                if job._has_passed:
                    log.warning("message %s of worker %s could not be settled in time: %s", job.message, job.worker, problem)
                    return
                pause.wait(f"settling message {job.message}: {problem}")
            except DarkError as problem:
                log.warning("message %s of worker %s was not settled: %s", job.message, job.worker, problem)
                if problem.problem == "lease-lost" or outcome["outcome"] == "failed":
                    return
                # The canvas does not take what the handler emits, returns or logs.
                job._log = []
                outcome = {"outcome": "failed", "error": str(problem)}

    def _extend_all(self, held: dict[str, Job], done: threading.Event) -> None:
        """Extends each lease when a third of it has passed, until the work is done."""
        while not done.wait(0.2):
            for job in list(held.values()):
                if job.is_lost or time.monotonic() - job._extended_at < job._lease_seconds / 3:
                    continue
                asked_at = time.monotonic()
                try:
                    self._ask("POST", "extend", {"lease": job.lease}, timeout=max(1.0, job._lease_seconds / 3))
                    job._extended_at = asked_at
                except DarkError as problem:
                    # Until the lease has passed, the next round tries again.
                    job.is_lost = problem.problem == "lease-lost" and job.lease in held

    def _emit(self, emits: list[Emit], wait: bool) -> list[dict[str, Any]]:
        pause, until = _Pause(threading.Event()), time.monotonic() + 30
        while True:
            try:
                return self._ask("POST", "emit", [emit.to_json(wait) for emit in emits], timeout=120)
            except Unreachable as problem:
                # Without a key, an emit that may have happened would happen twice.
                is_safe = not problem.may_have_happened or all(emit.once_key is not None for emit in emits)
                if not is_safe or time.monotonic() > until:
                    raise
                pause.wait(f"emitting: {problem}")

    def _ask(self, method: str, path: str, body: Any, timeout: Optional[float], ends_on_stop: bool = False) -> Any:
        """Sends one request on a connection of its own. Raises `DarkError`, or `Unreachable` if there was no answer."""
        text = None if body is None else json.dumps(body, ensure_ascii=False, allow_nan=False).encode()
        try:
            connection = self._connect(10.0)
            connection.connect()
        except OSError as fault:
            raise Unreachable(f"the canvas can't be reached: {fault}", may_have_happened=False) from None
        connection.sock.settimeout(timeout)
        if ends_on_stop:
            self._waiting.add(connection)
        try:
            if ends_on_stop and self._stopping.is_set():
                raise Unreachable("stopped", may_have_happened=False)
            connection.request(method, f"{self._prefix}/v2/{path}", text, self._headers)
            response = connection.getresponse()
            answer = response.read()
        except (OSError, http.client.HTTPException) as fault:
            raise Unreachable(f"the connection was lost before the canvas answered: {fault!r}", may_have_happened=True) from None
        finally:
            self._waiting.discard(connection)
            connection.close()
        return _read(response.status, answer)

    def _stop_on_signals(self) -> Callable[[], None]:
        """Lets signals stop the work. Returns what restores the handlers; Python sets them in the main thread only."""
        if threading.current_thread() is not threading.main_thread():
            return lambda: None
        before = {number: signal.signal(number, lambda *_: self.stop()) for number in (signal.SIGTERM, signal.SIGINT)}
        return lambda: [signal.signal(number, handler) for number, handler in before.items()] and None


class _SocketConnection(http.client.HTTPConnection):
    """A connection to the control socket of a store. It is looked up each time: a restart may have moved it."""

    def __init__(self, folder: str, timeout: float) -> None:
        super().__init__("dark", timeout=timeout)
        self._folder = folder

    def connect(self) -> None:
        path = os.path.join(self._folder, "control.sock")
        try:
            with open(os.path.join(self._folder, "control.json"), encoding="utf-8") as file:
                path = json.load(file)["socket"]
        except (OSError, ValueError, KeyError):
            pass  # on a full disk there is no such file
        if os.lstat(path).st_uid != os.getuid():
            raise ConnectionRefusedError(f"{path} belongs to another user")
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(path)


class _Pause:
    """Waits longer after each failure, by a random part, so that many clients do not come back at once."""

    def __init__(self, stopping: threading.Event) -> None:
        self._stopping, self._next = stopping, _FIRST_PAUSE

    def wait(self, why: str) -> None:
        if self._next >= 1:
            log.warning("%s; trying again", why)
        self._stopping.wait(self._next * random.uniform(0.5, 1))
        self._next = min(_LONGEST_PAUSE, self._next * 2)

    def reset(self) -> None:
        self._next = _FIRST_PAUSE


def _run(handler: Callable[[Job], Any], job: Job) -> dict[str, Any]:
    """Runs the handler. Returns how it ended, in the words of the canvas."""
    try:
        result = handler(job)
        json.dumps([result, job._emits], allow_nan=False)
        return {"outcome": "done", "result": result, "emits": job._emits}
    except Snooze as snooze:
        return {"outcome": "snoozed", "snoozeMs": round(snooze.seconds * 1000)}
    except Discard as discard:
        return {"outcome": "discarded", "error": str(discard) or "discarded"}
    except Exception as fault:  # whatever the handler raises is its failure
        job.log("error", "the handler failed", {"traceback": traceback.format_exc()[-4000:]})
        return {"outcome": "failed", "error": f"{type(fault).__name__}: {fault}"}


def _read(status: int, answer: bytes) -> Any:
    try:
        content = json.loads(answer)
    except ValueError:
        raise DarkError("bad-request", f"the answer ({status}) is not that of a canvas") from None
    if status == 200:
        return content
    message = content.get("message", "") if isinstance(content, dict) else ""
    if status in (429, 500, 502, 503, 504):
        raise Unreachable(message or f"status {status}", may_have_happened=status != 429)
    problem = "unauthorized" if status in (401, 403) else content.get("problem", "refused")
    raise DarkError(problem, message)
