"""Counts the instructions of operations in Rust and in C, and compares them with what was recorded.

A clock says something else every minute; the instructions of one program are the same
in every run. ``tests/costs/driver`` runs each operation and its floor (the same by hand,
on a thread-local map with a fast hash) inside one function, and callgrind counts what
runs inside that function.

After a change that moves the counts, record them again, and review the difference::

    make record-costs
"""
