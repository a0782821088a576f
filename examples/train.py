"""Train a small network on handwritten digits, with settings from the command line.

The images are the 1,797 scans of the UCI digits that scikit-learn ships.
``@auto_param`` makes every argument of ``train`` settable with ``-D``::

    python examples/train.py
    python examples/train.py -D train.lr=5e-4 -D train.batch_size=64
    python examples/train.py -D train.lr=0.01 train.warmup_steps=0
"""

import argparse
import inspect

import numpy as np
from sklearn.datasets import load_digits

from hyperparameter import HyperparameterError, auto_param, keys, param_scope


class UnusableError(ValueError):
    """A number of the right type that no training can be run with."""


def load():
    """Pixels of 0 to 16 and labels: two thirds to train with, one third to test."""
    pixels, labels = load_digits(return_X_y=True)
    # The same split in every run, so that the accuracies of two runs compare.
    order = np.random.default_rng(0).permutation(len(labels))
    learn, test = np.split(order, [len(order) * 2 // 3])
    return (pixels[learn], labels[learn]), (pixels[test], labels[test])


def forward(weights, pixels):
    w1, b1, w2, b2 = weights
    hidden = np.maximum(pixels @ w1 + b1, 0)
    return hidden, hidden @ w2 + b2


def loss_and_gradients(weights, pixels, labels):
    """Mean cross-entropy of a batch, and its slope along each of the weights."""
    hidden, logits = forward(weights, pixels)
    logits -= logits.max(axis=1, keepdims=True)
    log_probs = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
    rows = np.arange(len(labels))
    slope = np.exp(log_probs)
    slope[rows, labels] -= 1
    slope /= len(labels)
    back = (slope @ weights[2].T) * (hidden > 0)
    gradients = [pixels.T @ back, back.sum(axis=0), hidden.T @ slope, slope.sum(axis=0)]
    return -log_probs[rows, labels].mean(), gradients


def accuracy(weights, pixels, labels):
    return float((forward(weights, pixels)[1].argmax(axis=1) == labels).mean())


@auto_param("train")
def train(lr=1e-3, batch_size=32, warmup_steps=500, epochs=20, hidden=32, seed=0):
    """Plain stochastic gradient descent; the rate grows linearly over the warm-up."""
    for name, number in {"batch_size": batch_size, "epochs": epochs, "hidden": hidden}.items():
        if number < 1:
            raise UnusableError(f"train.{name} is {number}; it starts at 1")
    for name, number in {"warmup_steps": warmup_steps, "seed": seed}.items():
        if number < 0:
            raise UnusableError(f"train.{name} is {number}; it starts at 0")
    print(f"lr={lr}, batch_size={batch_size}, warmup={warmup_steps}")
    learn, test = load()
    random = np.random.default_rng(seed)
    weights = [
        # Scaled for pixels that go up to 16, with a mean square near 60.
        random.normal(0, np.sqrt(2 / 64) / 8, (64, hidden)),
        np.zeros(hidden),
        random.normal(0, np.sqrt(1 / hidden), (hidden, 10)),
        np.zeros(10),
    ]
    step = 0
    for epoch in range(1, epochs + 1):
        losses = []
        order = random.permutation(len(learn[1]))
        for start in range(0, len(order), batch_size):
            batch = order[start : start + batch_size]
            loss, gradients = loss_and_gradients(weights, learn[0][batch], learn[1][batch])
            step += 1
            rate = lr * min(1, step / warmup_steps) if warmup_steps else lr
            for weight, gradient in zip(weights, gradients):
                weight -= rate * gradient
            losses.append(loss)
        if epoch % 5 == 0 or epoch == epochs:
            reached = accuracy(weights, *test)
            print(f"epoch {epoch:3}: loss {np.mean(losses):.4f}, accuracy {reached:.4f}")
        if not np.isfinite(losses).all():
            print(f"epoch {epoch:3}: diverged; a smaller train.lr may help")
            break
    print(f"test accuracy: {accuracy(weights, *test):.4f}")


def refuse_unread(namespace, function):
    """Refuses keys that are not arguments of ``function``: nothing would read them."""
    known = {f"{namespace}.{name}" for name in inspect.signature(function).parameters}
    for key in keys():
        if key not in known:
            raise UnusableError(f"nothing reads {key}; known are {', '.join(sorted(known))}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("-D", "--define", nargs="*", default=[], action="extend")
    args = parser.parse_args()

    try:
        # A rate that is too high overflows on its way to what the loop reports.
        with param_scope(*args.define), np.errstate(over="ignore", invalid="ignore"):
            refuse_unread("train", train)
            train()
    except (HyperparameterError, UnusableError) as error:
        parser.exit(2, f"{parser.prog}: error: {error}\n")
