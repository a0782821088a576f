"""``python -m hyperparameter_conformance``"""

import sys

from hyperparameter_conformance.cli import main

sys.exit(main())
