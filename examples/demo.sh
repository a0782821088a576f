#!/usr/bin/env bash
# Shows the project at work: the training script with its defaults and with `-D`,
# then the Rust and C programs of the quick start. `make demo` installs the package
# and calls this; it can be called from any directory.
#
# usage: examples/demo.sh [PYTHON]    the Python that has the package; default .venv
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
python=${1:-.venv/bin/python}
target=${CARGO_TARGET_DIR:-target}

if ! "$python" -c 'import hyperparameter, sklearn' 2>/dev/null; then
    echo "demo.sh: $python lacks hyperparameter or scikit-learn; \`make demo\` installs both" >&2
    exit 1
fi

if [ -t 1 ]; then bold=$'\e[1m' plain=$'\e[0m'; else bold='' plain=''; fi

heading() { printf '\n%s== %s%s\n' "$bold" "$1" "$plain"; }
# Shown as it would be typed, then run.
run() {
    printf '$ %s\n' "$*"
    "$@"
}

heading "Python: train with the defaults"
run "$python" examples/train.py

heading "Python: the same, with overrides from the command line"
run "$python" examples/train.py -D train.lr=5e-4 -D train.batch_size=64

heading "Python: a higher rate without warm-up"
run "$python" examples/train.py -D train.lr=0.01 train.warmup_steps=0

heading "Rust: overrides for the rest of a block"
run cargo run --quiet --locked --example quickstart

heading "Rust: threads that start from what frozen() published"
run cargo run --quiet --locked --example threads

heading "C: the same parameters behind handles"
run cargo build --quiet --locked --package hyperparameter-capi
mkdir -p "$target/demo"
library=$(cd "$target/debug" && pwd)
# Unquoted, because CC may hold arguments.
# shellcheck disable=SC2086
run ${CC:-cc} -std=c99 -Wall -Wextra -I bindings/c/include bindings/c/examples/quickstart.c \
    -L "$library" -lhyperparameter_capi "-Wl,-rpath,$library" -o "$target/demo/quickstart"
run "$target/demo/quickstart" train.lr=5e-4
