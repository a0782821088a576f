"""Wrong implementations, each with one fault that libraries for configuration have had.

They show that the vectors find such faults: one that passes all of them proves
that a vector is missing.
"""

from __future__ import annotations

from hyperparameter_conformance.mutants import (
    actors,
    conversions,
    keys,
    listings,
    numbers,
    quotes,
    reads,
    scopes,
    sources,
    texts,
    words,
)
from hyperparameter_conformance.mutants.mutant import Mutant

MODULES = (
    keys,
    sources,
    texts,
    quotes,
    numbers,
    words,
    conversions,
    reads,
    listings,
    scopes,
    actors,
)

MUTANTS: dict[str, Mutant] = {
    id: mutant for module in MODULES for id, mutant in module.CATALOGUE.mutants.items()
}
assert len(MUTANTS) == sum(len(module.CATALOGUE.mutants) for module in MODULES)
