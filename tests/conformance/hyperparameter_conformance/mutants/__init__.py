"""Wrong implementations, each with one fault that libraries for configuration have had.

They show that the vectors find such faults: one that passes all of them proves
that a vector is missing.
"""

from __future__ import annotations

from hyperparameter_conformance.mutants import (
    actors,
    altered_text,
    base,
    bools_and_null,
    characters,
    conversions,
    definitions,
    depths,
    elements,
    escapes,
    flows,
    hashes,
    keys,
    leaving,
    listings,
    maps,
    number_parsers,
    number_spellings,
    number_text,
    numbers,
    quotes,
    reads,
    rounding,
    scopes,
    sources,
    unset,
    untyped_text,
)
from hyperparameter_conformance.mutants.mutant import Mutant

MODULES = (
    keys,
    characters,
    hashes,
    sources,
    definitions,
    unset,
    untyped_text,
    altered_text,
    quotes,
    escapes,
    flows,
    numbers,
    number_parsers,
    number_spellings,
    rounding,
    number_text,
    bools_and_null,
    conversions,
    elements,
    maps,
    depths,
    reads,
    listings,
    scopes,
    leaving,
    actors,
    base,
)

MUTANTS: dict[str, Mutant] = {
    id: mutant for module in MODULES for id, mutant in module.CATALOGUE.mutants.items()
}
assert len(MUTANTS) == sum(len(module.CATALOGUE.mutants) for module in MODULES)
