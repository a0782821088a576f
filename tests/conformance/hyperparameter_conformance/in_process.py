"""The reference model as a port in this process: the same cases, without pipes between."""

from __future__ import annotations

from typing import Any

from hyperparameter_conformance.reference.model import CAPABILITIES, run
from hyperparameter_conformance.session import Result


class InProcess:
    """Answers as the adapter of the model does."""

    capabilities = frozenset(CAPABILITIES)

    def run(self, case: dict[str, Any]) -> Result:
        """Run one case; whatever the model does, there is a result."""
        try:
            return Result("observed", observed=run(case, self.capabilities))
        except Exception as error:
            return Result("errored", reason=f"{type(error).__name__}: {error}")
