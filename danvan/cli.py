"""The command line: global options, the groups of commands, and how everything ends.

`main` returns only through an exit status; no fault of the user's ever shows a traceback.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from typer.exceptions import TyperException

from danvan import accuracy, explaining, lookups, metrics, nightly, queries, sources, steps
from danvan.console import note
from danvan.faults import tell

if TYPE_CHECKING:
    from types import FrameType

app = typer.Typer(
    name="danvan",
    no_args_is_help=True,
    rich_markup_mode="rich" if sys.stdout.isatty() else None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    pretty_exceptions_enable=False,
    add_completion=False,
)
steps.add_to(app)
nightly.add_to(app)
queries.add_to(app)
metrics.add_to(app)
lookups.add_to(app)
sources.add_to(app)
accuracy.add_to(app)
explaining.add_to(app)


@app.callback()
def danvan(
    home: Annotated[
        Path | None,
        typer.Option(help="folder of lake and warehouse; else $DANVAN_HOME, else ./data", show_default=False),
    ] = None,
) -> None:
    """A data warehouse of Vietnam's mass mobilisation work, fed by the news every night.

    \b
    danvan demo                       the whole pipeline on a demo newsroom, in ./.demo
    danvan refresh                    the whole pipeline on the real sources
    danvan show conferences           what came of it, with the sentence each fact stands on
    danvan query "from fct_awards"    ask yourself

    Results go to standard output, progress and complaints to standard error.
    """
    if home is not None:
        os.environ["DANVAN_HOME"] = str(home)


def main() -> None:
    """Run the command line and exit with its status; a signal to end lets running steps be ended first."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _end)
    sys.exit(run(sys.argv[1:]))


def _end(number: int, _: FrameType | None) -> NoReturn:
    sys.exit(128 + number)


def run(arguments: list[str]) -> int:
    """Run one command line; returns the exit status."""
    try:
        status: Any = app(args=arguments, prog_name="danvan", standalone_mode=False)
        sys.stdout.flush()
    except TyperException as error:
        return _wrong_usage(error)
    except (typer.Abort, KeyboardInterrupt):
        note("danvan: interrupted")
        return 130
    except BrokenPipeError:
        _give_up_output()
        return 0
    except Exception as error:  # noqa: BLE001 -- the one place where every fault becomes a sentence
        return tell(error, Path(os.environ["DANVAN_HOME"]) if os.environ.get("DANVAN_HOME") else None)
    return status if isinstance(status, int) else 0


def _wrong_usage(error: TyperException) -> int:
    message = error.format_message()
    context = getattr(error, "ctx", None)
    if message:
        note(f"danvan: {message}", "red")
        note(f"  → {context.command_path if context else 'danvan'} --help shows how it is used")
    return error.exit_code


def _give_up_output() -> None:
    """The reader of standard output has gone (`danvan … | head`): let the interpreter's last flush go nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
