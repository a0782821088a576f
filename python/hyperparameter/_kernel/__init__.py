"""Reads and scopes: what `import hyperparameter` loads, and nothing else."""
