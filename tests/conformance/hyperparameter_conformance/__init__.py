"""Runs the conformance vectors on the Python package."""
