"""Train the same classifier for several tasks, each with settings under its own name.

The name of the task is part of the key, so the key is built at run time and read
with brackets. A parameter that is not set for a task reads as the default::

    python examples/dynamic_keys.py
"""

from sklearn.datasets import load_breast_cancer, load_iris, load_wine
from sklearn.linear_model import SGDClassifier
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from hyperparameter import param_scope

TASKS = {"cancer": load_breast_cancer, "iris": load_iris, "wine": load_wine}


def train_task(task_name):
    lr = param_scope[f"task.{task_name}.lr"] | 1e-3
    # Brackets and dots mix: this is the key task.<name>.weight_decay.
    weight_decay = param_scope.task[task_name].weight_decay | 0.01
    model = make_pipeline(
        StandardScaler(),
        SGDClassifier(
            learning_rate="constant",
            eta0=lr,
            alpha=weight_decay,
            max_iter=20,
            tol=None,
            random_state=0,
        ),
    )
    accuracy = cross_val_score(model, *TASKS[task_name](return_X_y=True)).mean()
    print(f"{task_name}: lr={lr}, weight_decay={weight_decay}, accuracy={accuracy:.4f}")


if __name__ == "__main__":
    with param_scope(
        **{
            "task.cancer.lr": 0.01,
            "task.wine.lr": 0.05,
            "task.wine.weight_decay": 0.1,
        }
    ):
        for task_name in TASKS:
            train_task(task_name)
