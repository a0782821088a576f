"""Runs the code blocks of the project's Markdown pages.

A block opens with three backticks and a tag; the tag says what is done with it:

=================  ==========================================================
``python``         a whole program, run by itself; one whose first line is a
                   comment such as ``# train.py`` is also a file of that name
                   for the programs and commands of its page, and a file such
                   as ``# test_train.py`` is run by pytest
``pycon``          a session with ``>>>``, checked as a doctest; the sessions of
                   a page share their names, from top to bottom
``rust``           a program, or the body of ``main``, compiled and run
``c``              likewise, against the committed header
``yaml``           a document of conformance vectors, checked by the schema; one
                   whose first line is a comment such as ``# base.yaml`` is a
                   file of that name for the programs of its page
``json lines``     messages between the conformance runner and a port, by their schema
``ebnf``           a grammar, whose names are all defined
``console``        commands after ``$``, with their output
``bash``           commands, one a line; ``bash fails``, commands that end with an
                   error, which is shown with what they print
``text output``    what the program or the commands above it print
``text layout``    a list of paths, each the first word of its line
=================  ==========================================================

A whole program that prints has a ``text output`` block, and one that prints nothing
has none. Instead of a block, each line that a Python program prints may stand in a
comment behind a statement, ``print(x)  # 0.1``; a comma may follow it there, and words.
``text output unordered`` compares lines in any order, for threads that race.
Of commands, those that are quick are run; of the others it is checked that what
they name exists. Any other tag, or none, is a failure: nothing is left out.
"""
