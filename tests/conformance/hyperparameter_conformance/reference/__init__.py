"""The rules as an executable model: a port in plain Python, written from the specification alone.

It imports nothing of the library. It runs the steps of a case, for any number
of actors, in one thread and in the order given, so that what it answers is a
prediction that any port can be compared with.
"""
