"""What went wrong, told to a person: one sentence on standard error, what to do about it, an exit status.

0 well, 1 it could not be done, 2 the command was used wrongly, 130 interrupted. A fault of ours is one line too, with
the file that holds the traceback; DANVAN_DEBUG=1 shows it at once.
"""

from __future__ import annotations

import os
import tempfile
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

from pydantic import ValidationError

from danvan.console import note

ROOMS = ("storage", "scrapers", "extraction", "expectations", "danvan")


class FaultError(Exception):
    """Something the user can mend: ``str`` is one sentence, ``advice`` what to do."""

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.advice = advice


def tell(error: Exception, home: Path | None) -> int:
    """Tell an error to the user; returns the exit status."""
    if os.environ.get("DANVAN_DEBUG") == "1":
        traceback.print_exception(error)
        return 1
    sentence, advice = _sentence(error)
    if sentence is None:
        sentence = f"danvan has a fault: {type(error).__name__}: {_first_line(error)}"
        advice = f"{_kept_traceback(error, home)}; DANVAN_DEBUG=1 shows it at once"
    note(f"danvan: {sentence}", "red")
    if advice:
        note(f"  → {advice}")
    return 1


def wrong_usage(message: str) -> NoReturn:
    """Raise the error for arguments that do not fit together."""
    from typer import BadParameter

    raise BadParameter(message)


def _sentence(error: Exception) -> tuple[str | None, str]:
    if isinstance(error, FaultError):
        return str(error), error.advice
    if isinstance(error, ValidationError) and error.title == "Settings":
        return "; ".join(_setting(item["loc"], item["msg"]) for item in error.errors(include_url=False)), ""
    if type(error).__module__.partition(".")[0] in ROOMS:
        return " ".join(str(error).split()), ""
    if isinstance(error, OSError) and error.strerror:
        where = f"{error.filename}: " if error.filename else ""
        return f"{where}{error.strerror[:1].lower()}{error.strerror[1:]}", ""
    return None, ""


def _setting(place: tuple[int | str, ...], message: str) -> str:
    name = "DANVAN_" + "_".join(str(part) for part in place).upper()
    text = message.removeprefix("Value error, ")
    return text if text.startswith("DANVAN_") else f"{name} cannot be used: {text[:1].lower()}{text[1:]}"


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), "")


def _kept_traceback(error: Exception, home: Path | None) -> str:
    """Write the traceback to the home's log folder and say where, or why not; without a home, to the temporary one."""
    folder = home / "logs" if home is not None and home.is_dir() else Path(tempfile.gettempdir())
    path = folder / f"danvan-{datetime.now(UTC):%Y%m%dT%H%M%S}-{os.getpid()}.log"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    except OSError as why:
        return f"the traceback could not be written to {path} ({why.strerror})"
    return f"the traceback is in {path}"
