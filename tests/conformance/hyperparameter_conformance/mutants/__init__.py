"""Wrong implementations, each with one fault that libraries for configuration have had.

They show that the vectors find such faults: one that passes all of them proves
that a vector is missing.
"""

from __future__ import annotations

from hyperparameter_conformance.mutants import (
    actors,
    basing,
    characters,
    conversions,
    definitions,
    depths,
    elements,
    escapes,
    flows,
    hashes,
    kept,
    keys,
    leaving,
    listings,
    maps,
    numbers,
    quotes,
    readers,
    reads,
    rounding,
    scopes,
    sources,
    texts,
    unsetting,
    words,
)
from hyperparameter_conformance.mutants.mutant import Mutant

MODULES = (
    keys,
    characters,
    hashes,
    sources,
    definitions,
    unsetting,
    texts,
    kept,
    quotes,
    escapes,
    flows,
    numbers,
    readers,
    rounding,
    words,
    conversions,
    elements,
    maps,
    depths,
    reads,
    listings,
    scopes,
    leaving,
    actors,
    basing,
)

MUTANTS: dict[str, Mutant] = {
    id: mutant for module in MODULES for id, mutant in module.CATALOGUE.mutants.items()
}
assert len(MUTANTS) == sum(len(module.CATALOGUE.mutants) for module in MODULES)
