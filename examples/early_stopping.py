"""Stop a training when the validation accuracy no longer rises.

A linear classifier learns scikit-learn's digits, one pass after another.
``check_early_stop`` reads the parameter ``patience`` itself, so the training loop
does not have to pass it::

    python examples/early_stopping.py
"""

from sklearn.datasets import load_digits
from sklearn.linear_model import SGDClassifier
from sklearn.model_selection import train_test_split

from hyperparameter import param_scope

MAX_PASSES = 100


def check_early_stop(metric, best, wait):
    """Whether to stop, the best metric so far, and for how many passes it has stood."""
    patience = param_scope.scheduler.patience | 5
    delta = param_scope.scheduler.min_delta | 0.001

    if metric > best + delta:
        return False, metric, 0
    wait += 1
    return wait >= patience, best, wait


def train(name):
    digits, labels = load_digits(return_X_y=True)
    learn, check, learn_labels, check_labels = train_test_split(
        digits / 16, labels, test_size=0.5, random_state=0
    )
    model = SGDClassifier(learning_rate="constant", eta0=0.01, random_state=0)
    best, wait = 0.0, 0
    for passes in range(1, MAX_PASSES + 1):
        model.partial_fit(learn, learn_labels, classes=range(10))
        stop, best, wait = check_early_stop(model.score(check, check_labels), best, wait)
        if stop:
            print(f"{name}: stopped after {passes} passes, best accuracy {best:.4f}")
            return
    print(f"{name}: still rising after {MAX_PASSES} passes, best accuracy {best:.4f}")


if __name__ == "__main__":
    train("default")
    with param_scope(**{"scheduler.patience": 1}):
        train("impatient")
    with param_scope(**{"scheduler.patience": 20, "scheduler.min_delta": 0.0}):
        train("patient")
