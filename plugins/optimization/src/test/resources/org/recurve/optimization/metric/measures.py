"""Writes measures.tsv, which MeasuresOfOthersTest reads: awkward cases, and what scikit-learn 1.2.1 (with NumPy 1.24.2 and SciPy 1.10.1)
says of them. Run as `python3 measures.py > measures.tsv`.

A line has a name, what is predicted, the number of outputs, targets, outputs, and measures. The macro averages of ranked classes are taken over
those that scikit-learn can tell: classes with examples of both kinds for the area, with examples for the average precision.
"""
import warnings

import numpy as np
from scipy.special import expit, log_softmax, logsumexp
from sklearn import metrics as m

warnings.filterwarnings("ignore")
rng = np.random.default_rng(21)


def line(name, kind, targets, outputs, measures):
    text = lambda array: " ".join(repr(float(x)) if x % 1 else str(int(x)) for x in np.ravel(array))
    said = " ".join(f"{key}={float(value)!r}" for key, value in measures.items())
    print(name, kind, outputs.shape[1], text(targets), text(outputs), said, sep="\t")


def calibration(confidence, right, bins):
    place = np.digitize(confidence, np.linspace(0, 1, bins + 1)[1:-1], right=True)
    return sum(abs(right[place == b].mean() - confidence[place == b].mean()) * (place == b).mean() for b in set(place))


def classes(name, targets, outputs, ranked=True):
    outputs = outputs.astype(np.float32).astype(np.float64)
    count = outputs.shape[1]
    every = np.arange(count)
    answers = outputs.argmax(axis=1)
    logs = log_softmax(outputs, axis=1)
    others = np.stack([logsumexp(np.delete(outputs, i, axis=1), axis=1) for i in every], axis=1)
    odds = np.round(outputs - others, 12)  # orders as the probability does, but is not rounded to 1
    is_class = targets[:, None] == every
    both = [i for i in every if 0 < is_class[:, i].sum() < len(targets)]
    some = [i for i in every if is_class[:, i].any()]
    said = {
        "accuracy": m.accuracy_score(targets, answers),
        "balanced-accuracy": m.balanced_accuracy_score(targets, answers),
        "matthews": m.matthews_corrcoef(targets, answers),
        "log-loss": -logs[np.arange(len(targets)), targets].mean(),
        "calibration-error": calibration(np.exp(logs).max(axis=1), answers == targets, 15),
        "average-precision": np.mean([m.average_precision_score(is_class[:, i], odds[:, i]) for i in some]),
    }
    if abs(outputs).max() < 30:  # scikit-learn cuts probabilities off at 1e-15
        assert abs(said["log-loss"] - m.log_loss(targets, np.exp(logs), labels=every)) < 1e-9
    if len(set(targets) | set(answers)) > 1:  # of one class alone scikit-learn says NaN
        said["kappa"] = m.cohen_kappa_score(targets, answers)
    if not ranked:  # the same outputs in another order give another last bit of the probability, so that rounding orders equal ones
        del said["average-precision"]
    elif both:
        said["auc"] = np.mean([m.roc_auc_score(is_class[:, i], odds[:, i]) for i in both])
    if ranked and len(both) == count > 2 and outputs.any():
        assert abs(said["auc"] - m.roc_auc_score(targets, np.exp(logs), multi_class="ovr")) < 1e-12
    for average in ["macro", "micro"]:
        for key, score in [("precision", m.precision_score), ("recall", m.recall_score), ("f1", m.f1_score)]:
            said[key + ":" + average] = score(targets, answers, average=average, zero_division=0)
    for key, score in [("precision", m.precision_score), ("recall", m.recall_score), ("f1", m.f1_score)]:
        said[key + ":1"] = score(targets, answers, labels=[1], average=None, zero_division=0)[0]
    if count > 2 and all(len(set(row)) == count for row in outputs):  # of equal outputs scikit-learn takes the last ones
        said["top:2"] = m.top_k_accuracy_score(targets, outputs, k=2, labels=every)
    line(name, "classes", targets, outputs, said)


def labels(name, targets, outputs):
    outputs = outputs.astype(np.float32).astype(np.float64)
    answers = outputs > 0
    chances = expit(outputs)
    both = [i for i in range(outputs.shape[1]) if 0 < targets[:, i].sum() < len(targets)]
    said = {
        "subset-accuracy": m.accuracy_score(targets, answers),
        "log-loss": np.logaddexp(0, np.where(targets, -outputs, outputs)).mean(),
        "calibration-error": calibration(np.maximum(chances, 1 - chances).ravel(), (answers == targets).ravel(), 15),
        "auc": m.roc_auc_score(targets[:, both], outputs[:, both], average="macro"),
        "average-precision": np.mean([
            m.average_precision_score(targets[:, i], outputs[:, i]) for i in range(outputs.shape[1]) if targets[:, i].any()
        ]),
    }
    met = np.flatnonzero((targets + answers).any(axis=0))
    for key, score in [("precision", m.precision_score), ("recall", m.recall_score), ("f1", m.f1_score)]:
        said[key + ":micro"] = score(targets, answers, average="micro", zero_division=0)
        said[key + ":macro"] = score(targets, answers, labels=met, average="macro", zero_division=0)
    line(name, "labels", targets, outputs, said)


def numbers(name, targets, outputs):
    targets, outputs = (x.astype(np.float32).astype(np.float64) for x in (targets, outputs))
    said = {
        "mean-absolute-error": m.mean_absolute_error(targets, outputs),
        "mean-squared-error": m.mean_squared_error(targets, outputs),
        "root-mean-squared-error": m.mean_squared_error(targets.ravel(), outputs.ravel(), squared=False),
    }
    if len(targets) > 1:  # of a single example scikit-learn says NaN
        said["r2"] = m.r2_score(targets, outputs)
    line(name, "numbers", targets, outputs, said)


def drawn(count, outputs, skill, digits=2):
    targets = rng.integers(0, outputs, count)
    return targets, np.round(rng.normal(size=(count, outputs)) + skill * np.eye(outputs)[targets], digits)


classes("two classes", *drawn(30, 2, 1))
classes("two classes, many equal scores", *drawn(30, 2, 1, 0))
classes("all scores equal", rng.integers(0, 3, 20), np.zeros((20, 3)))
classes("all right", *drawn(12, 2, 50))
targets, outputs = drawn(12, 2, 50)
classes("all wrong", 1 - targets, outputs)
classes("probabilities of 0 and 1", rng.integers(0, 3, 16), 200 * np.eye(3)[rng.integers(0, 3, 16)])
classes("outputs of a hundred thousand", np.array([0, 1, 1, 0]), np.array([[1e5, 0], [0, 1e5], [1e5, 0], [2e5, 1e5]]))
classes("one example", np.array([2]), np.array([[0.5, 1, 0.75]]))
classes("one class, always answered", np.ones(5, int), np.tile([0.0, 1, -1], (5, 1)))
classes("one class, never answered", np.ones(5, int), np.tile([2.0, 1, -1], (5, 1)))
classes("one of forty", (np.arange(40) == 17).astype(int), np.round(rng.normal(size=(40, 2)), 1))
classes("five classes", *drawn(40, 5, 1))
classes("five classes, many equal scores", *drawn(40, 5, 1, 0), ranked=False)
targets, outputs = drawn(40, 5, 1)
classes("a class absent", np.where(targets == 3, 4, targets), outputs)
classes("a class never answered", targets, outputs - 100 * np.eye(5)[1])
classes("a class neither", np.where(targets == 1, 4, targets), outputs - 100 * np.eye(5)[1])
held = (rng.random((25, 4)) < [0.5, 0.1, 0.9, 0.4]).astype(int)
labels("labels", held, np.round(rng.normal(size=(25, 4)) + held, 1))
labels("labels, one held nowhere, one everywhere", held * [1, 0, 1, 1] | [0, 0, 1, 0], np.round(rng.normal(size=(25, 4)), 1))
labels("labels, one neither held nor answered", held * [1, 0, 1, 1], np.round(rng.normal(size=(25, 4)), 1) - [0, 50, 0, 0])
numbers("numbers", rng.normal(size=(20, 1)), rng.normal(size=(20, 1)))
numbers("several numbers of several sizes", rng.normal(size=(20, 3)) * [1, 1e3, 1e-3], rng.normal(size=(20, 3)) * [1, 1e3, 1e-3])
far = 1e6 + rng.normal(size=(30, 1))
numbers("numbers far from 0", far, far + rng.normal(size=(30, 1)) / 4)
numbers("targets that do not vary", np.full((6, 1), 0.1), rng.normal(size=(6, 1)))
numbers("one of two does not vary, and is met", np.array([[1, 5], [2, 5], [4, 5.0]]), np.array([[1, 5], [3, 5], [3, 5.0]]))
numbers("one example", np.array([[3.0, 4.0]]), np.array([[1.0, 5.0]]))
numbers("very large numbers", rng.normal(size=(8, 1)) * 1e30, rng.normal(size=(8, 1)) * 1e30)
