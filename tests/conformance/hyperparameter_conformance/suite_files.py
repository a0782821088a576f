"""Where the suite's files lie: beside the package in a checkout, inside it when installed."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_INSTALLED = _PACKAGE / "suite"

SUITE = _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent
