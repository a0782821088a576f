"""Assign one user in ten to a second search algorithm; a user always gets the same one.

The documents are the descriptions of scikit-learn's data sets. The split hashes
the user's name with SHA-256. Python's ``hash`` of a string differs from process to
process, so with it users would change groups at every restart::

    python examples/ab_split.py
"""

import hashlib
import math
import re
from collections import Counter
from importlib import resources

from hyperparameter import param_scope

SHARE = 10  # of 100 users


def get_experiment_config(user_id):
    digest = hashlib.sha256(b"search-v2:" + user_id.encode()).digest()
    if int.from_bytes(digest[:8], "big") % 100 < SHARE:
        return {"search.algo": "v2", "search.boost": 1.5}
    return {}


def load_documents():
    """The words of each document, by its name."""
    folder = resources.files("sklearn.datasets.descr")
    return {
        file.name[: -len(".rst")]: Counter(re.findall(r"[a-z]+", file.read_text("utf-8").lower()))
        for file in folder.iterdir()
        if file.name.endswith(".rst")
    }


def search(query, documents):
    """v1 counts matching words; v2 weighs rare words higher and long documents lower."""
    algo = param_scope.search.algo | "v1"
    boost = param_scope.search.boost | 1.0
    scores = {}
    for name, words in documents.items():
        total = 0.0
        for word in query.split():
            hits = words[word]
            if algo == "v2":
                holders = sum(word in other for other in documents.values())
                rarity = math.log((1 + len(documents)) / (1 + holders))
                hits *= rarity / math.sqrt(sum(words.values()))
            total += hits * (boost if word in name else 1.0)
        scores[name] = total
    return max(sorted(scores), key=scores.get)


def handle_request(user_id, query, documents):
    with param_scope(**get_experiment_config(user_id)):
        return search(query, documents)


if __name__ == "__main__":
    documents = load_documents()
    users = [f"user-{n}" for n in range(1000)]
    experiment = [user for user in users if get_experiment_config(user)]
    print(f"{len(experiment)} of {len(users)} users get v2")
    control = next(user for user in users if user not in experiment)
    for query in ("the iris data", "the faces of people", "the chemical analysis of wines"):
        old = handle_request(control, query, documents)
        new = handle_request(experiment[0], query, documents)
        print(f"{query!r}: {control} finds {old}, {experiment[0]} finds {new}")
