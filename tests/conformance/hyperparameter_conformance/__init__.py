"""Tells whether a port of parameters does what the specification says.

It starts the port's adapter, sends it the cases of the suite, and judges what the
adapter says it observed.
"""

#: The version of the suite: of its cases, and of this package, which carries them.
__version__ = "2.0.0"
