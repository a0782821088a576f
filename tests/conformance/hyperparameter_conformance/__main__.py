"""``python -m hyperparameter_conformance``"""

from hyperparameter_conformance.cli import program

program()
