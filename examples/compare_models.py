"""Compare two kinds of model, one change at a time, on scikit-learn's breast cancer data.

The outer scope holds the settings that all runs share, the inner scope those of one
run. Leaving the inner scope rolls its changes back, so they do not affect the next
run::

    python examples/compare_models.py
"""

from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier
from sklearn.tree import DecisionTreeClassifier

from hyperparameter import auto_param, param_scope


@auto_param("data")
def load(test_share=0.25, seed=0):
    features, labels = load_breast_cancer(return_X_y=True)
    return train_test_split(features, labels, test_size=test_share, random_state=seed)


def score(model):
    features, test_features, labels, test_labels = load()
    return model.fit(features, labels).score(test_features, test_labels)


@auto_param("tree")
def run_tree(depth=1, leaf=1, seed=0):
    model = DecisionTreeClassifier(max_depth=depth, min_samples_leaf=leaf, random_state=seed)
    return f"tree(depth={depth}, leaf={leaf}) {score(model):.4f}"


@auto_param("nearest")
def run_nearest(neighbors=1, weights="uniform"):
    model = KNeighborsClassifier(neighbors, weights=weights)
    return f"nearest(neighbors={neighbors}, weights={weights}) {score(model):.4f}"


base = {"data.test_share": 0.5}
variants = [
    {},
    {"tree.depth": 5},
    {"nearest.neighbors": 9, "nearest.weights": "distance"},
]

if __name__ == "__main__":
    with param_scope(**base):
        for changes in variants:
            with param_scope(**changes):
                print(f"{run_tree():32} {run_nearest()}")
