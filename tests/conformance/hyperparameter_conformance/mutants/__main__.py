"""The adapter of a mutant: ``python -m hyperparameter_conformance.mutants NAME``"""

import sys

from hyperparameter_conformance.mutants import MUTANTS
from hyperparameter_conformance.reference import adapter

if len(sys.argv) != 2 or sys.argv[1] not in MUTANTS:
    sys.exit("name one of the mutants:\n" + "\n".join(MUTANTS))
with MUTANTS[sys.argv[1]].applied():
    adapter.main(name=f"mutant {sys.argv[1]}")
