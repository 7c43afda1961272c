"""``python -m danvan`` is the command `danvan`."""

from danvan.cli import main

main()
