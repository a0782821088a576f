"""Which module of the project uses which, read from the sources without running them.

===========  ==================================================================
``rust``     the modules of a crate, by its ``mod`` declarations and its paths
``python``   the modules of a package, by its import statements
``order``    the order in which ``docs/architecture.md`` lists modules, and the
             recursion that it owns
``circles``  modules that use each other, directly or by others
===========  ==================================================================

A *use* is a pair of paths from the root: the module that uses, and the one used.
"""
