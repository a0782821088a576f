"""The reference model as a port in this process: the same cases, without pipes between."""

from __future__ import annotations

from typing import Any

from hyperparameter_conformance.protocol import Identity
from hyperparameter_conformance.reference import adapter, model
from hyperparameter_conformance.session import Result

IDENTITY = Identity(
    name=adapter.IDENTITY["name"],
    language=adapter.IDENTITY["language"],
    version=adapter.IDENTITY["version"],
    spec=adapter.IDENTITY["spec"],
    capabilities=frozenset(model.CAPABILITIES),
)


class InProcess:
    """Answers as the adapter of the model does."""

    def run(self, case: dict[str, Any]) -> Result:
        """Run one case; whatever the model does, there is a result."""
        try:
            return Result("observed", observed=model.run(case, IDENTITY.capabilities))
        except Exception as error:
            return Result("errored", reason=f"{type(error).__name__}: {error}")
