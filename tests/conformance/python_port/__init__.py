"""Runs cases on the Python package of this project, in its own process."""
