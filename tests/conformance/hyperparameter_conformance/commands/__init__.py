"""The subcommands, one a module: ``register`` adds its parser and says what it calls."""

from __future__ import annotations

import argparse
from typing import Protocol


class Commands(Protocol):
    """Where a subcommand registers itself."""

    def add_parser(
        self, name: str, *, help: str, description: str = "", allow_abbrev: bool
    ) -> argparse.ArgumentParser:
        """Add a parser for a subcommand, which sets the default ``command``."""
