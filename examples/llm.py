"""Settings of a text generator, read where the text is generated.

The generator is a toy Markov model: it counts which word follows which pair of words
in the descriptions of scikit-learn's data sets. The maximum length and the
temperature work as in a large model::

    python examples/llm.py
"""

import random
from collections import Counter, defaultdict
from importlib import resources

from hyperparameter import param_scope


def load_model():
    """Counts of the words that follow each pair of words."""
    folder = resources.files("sklearn.datasets.descr")
    counts = defaultdict(Counter)
    # In order of their names, so that the counts do not depend on the file system.
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".rst"):
            words = file.read_text("utf-8").split()
            for first, second, third in zip(words, words[1:], words[2:]):
                counts[first, second][third] += 1
    return counts


def llm_call(model, prompt, max_tokens, temperature, seed):
    choose = random.Random(seed)
    words = prompt.split()
    for _ in range(max_tokens):
        followers = model.get(tuple(words[-2:]))
        if not followers:
            break
        if temperature == 0:
            words.append(max(followers, key=followers.get))
        else:
            weights = [count ** (1 / temperature) for count in followers.values()]
            words += choose.choices(list(followers), weights)
    return " ".join(words)


def generate(model, prompt):
    max_tokens = param_scope.llm.max_tokens | 24
    temperature = param_scope.llm.temperature | 0.7
    seed = param_scope.llm.seed | 0
    return llm_call(model, prompt, max_tokens=max_tokens, temperature=temperature, seed=seed)


if __name__ == "__main__":
    model = load_model()
    print("default:", generate(model, "This dataset"))
    with param_scope(**{"llm.max_tokens": 8, "llm.temperature": 0.0}):
        print("short:", generate(model, "This dataset"))
    with param_scope(**{"llm.temperature": 2.0, "llm.seed": 7}):
        print("wild:", generate(model, "This dataset"))
