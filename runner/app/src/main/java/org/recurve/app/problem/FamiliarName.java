package org.recurve.app.problem;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Words that people know from other frameworks (PyTorch, Keras, scikit-learn, Hydra, Optuna), and where their like is said here. */
enum FamiliarName {
    MEASURE("measure: [test.accuracy]", "metrics", "metric", "evaluate", "evaluation", "eval", "scoring", "monitor"),
    MODEL("model: a list of layers", "layers", "network", "net", "architecture", "backbone", "arch"),
    DATA("data", "dataset", "datasets", "data-set", "dataloader", "datamodule", "input", "inputs"),
    LOSS("loss", "criterion", "loss-function", "loss-fn", "objective", "losses"),
    TRAIN("train: {optimizer, epochs, batch}", "training", "trainer", "fit", "solver"),
    OPTIMIZER("train.optimizer", "optimizer", "optim", "optimiser", "optimizers"),
    RATE(
            "the optimizer's own setting: train: {optimizer: {adam: {learning-rate: 1e-3}}}",
            "lr",
            "learning-rate",
            "init-lr",
            "base-lr"),
    SCHEDULE(
            "a schedule in place of the learning rate (recurve plugins lists them)",
            "scheduler",
            "lr-scheduler",
            "lr-schedule",
            "learning-rate-schedule",
            "schedule"),
    DECAY(
            "the optimizer's own setting, or a penalty: train: {penalty: {l2: 1e-4}}",
            "weight-decay",
            "l2",
            "l1",
            "regularization"),
    EPOCHS("train.epochs", "epochs", "max-epochs", "num-epochs", "n-epochs", "nepochs", "max-iter"),
    BATCH("train.batch", "batch", "batch-size", "batchsize", "minibatch"),
    CLIP(
            "train.clip: {norm: 5}",
            "grad-clip",
            "gradient-clip",
            "gradient-clip-val",
            "clipnorm",
            "clip-norm",
            "max-grad-norm"),
    PATIENCE("train.patience", "early-stopping", "early-stop", "earlystopping", "patience"),
    AUGMENT("train.augment", "augmentation", "augmentations", "transform", "transforms", "augment"),
    SEEDS(
            "seeds",
            "seed",
            "random-seed",
            "random-state",
            "repeats",
            "repetitions",
            "runs",
            "n-seeds",
            "num-seeds",
            "manual-seed"),
    FOLDS("seeds: {folds: 5}", "folds", "k-fold", "kfold", "cross-validation", "cv"),
    STUDY("study", "name", "study-name", "experiment", "experiment-name", "title", "run-name", "project"),
    QUESTION("question", "description", "notes", "doc"),
    SWEEP("sweep, for given values, or tune, for a search", "grid", "grid-search", "sweeper", "param-grid", "multirun"),
    TUNE(
            "tune",
            "search",
            "search-space",
            "n-trials",
            "trials",
            "hyperparameters",
            "hparams",
            "pruner",
            "sampler",
            "direction"),
    EXTENDS("extends: base.yaml", "defaults", "include", "includes", "import", "imports", "base", "inherit"),
    LET("let: {width: 8}, and $width", "variables", "vars", "params", "parameters", "constants", "define"),
    LISTEN("listen", "callbacks", "logger", "loggers", "logging", "wandb", "tensorboard", "mlflow"),
    CHECKPOINT("checkpoint", "checkpoints", "checkpointing", "save-every", "resume"),
    DEVICE(
            "no setting: everything is computed on the processor (recurve run --threads, --jobs)",
            "device",
            "devices",
            "gpu",
            "gpus",
            "accelerator",
            "cuda"),
    ORDER("no setting: examples come in another order in each epoch", "shuffle");

    private final String here;
    private final List<String> words;

    FamiliarName(String here, String... words) {
        this.here = here;
        this.words = List.of(words);
    }

    /** Says where that is written here which people know by a name; empty of a name that is not known. */
    static Optional<String> of(String name) {
        String word = name.toLowerCase(Locale.ROOT).replace('_', '-');
        return Arrays.stream(values())
                .filter(one -> one.words.contains(word))
                .findFirst()
                .map(one -> "what others call " + name + " is here " + one.here);
    }
}
