package org.recurve.app.configuration;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.recurve.app.binding.ConfigSetting;

/** The sections of an experiment file. Their names are reserved: no part can have one. */
public enum FileSection {
    STUDY(SectionRole.STUDY, "the study's name, which is also its ID", "study: pooling"),
    QUESTION(SectionRole.STUDY, "what the study is to answer, for the report", "question: Does pooling help?"),
    DATA(SectionRole.TRIAL, "", "data: {adding: {steps: 10}}"),
    MODEL(SectionRole.TRIAL, "", "model: [{recurrent: {cell: {elman: 8}}}, {dense: 1}]"),
    LOSS(SectionRole.TRIAL, "", "loss: squared-error"),
    TRAIN(SectionRole.TRIAL, "", "train: {optimizer: {sgd: {learning-rate: 0.1}}, epochs: 2, batch: 20}"),
    START(SectionRole.TRIAL, "", "start: {from: mnist/baseline/1, parts: [conv1, conv2]}"),
    PHASES(SectionRole.TRIAL, "", "phases: [{name: pretrain, epochs: 1}, {name: fine-tune}]"),
    MEASURE(SectionRole.TRIAL, "", "measure: [test.mean-squared-error]"),
    SELECT(SectionRole.TRIAL, "", "select: {validation.loss: min}"),
    SAMPLE(SectionRole.TRIAL, "", "sample: {length: 100, temperature: 0.8}"),
    SEEDS(
            SectionRole.STUDY,
            "how many times each variant is trained: a number, a list of seeds, or settings",
            "seeds: {count: 3, from: 10}"),
    ABLATE(
            SectionRole.STUDY,
            "variants of the baseline, each with the changes that make it; or a mode that combines them",
            "ablate: {small: {recurrent1.cell: {elman: 4}}}"),
    COMPARE(SectionRole.STUDY, "the one planned family of tests", "compare: {primary: test.loss, against: baseline}"),
    EXPECT(SectionRole.STUDY, "what the results must be, else the run fails", "expect: test.loss of baseline < 10"),
    SUCCESS(
            SectionRole.STUDY,
            "when a trial has succeeded: the report counts its updates until then",
            "success: validation.loss < 0.1"),
    PUBLISHED(
            SectionRole.STUDY,
            "results of others, shown next to yours",
            "published: {source: \"Hochreiter, 1997\", results: [test.loss of baseline = 0.1]}"),
    CHECKPOINT(
            SectionRole.STUDY,
            "how often trials are saved, and how many checkpoints are kept",
            "checkpoint: {minutes: 5}"),
    WEIGHTS(
            SectionRole.STUDY,
            "what is kept of what finished trials learnt: none, selected (weights of the epoch that counts) or resumable"
                    + " (also a checkpoint of the last step)",
            "weights: resumable"),
    GRADCHECK(
            SectionRole.STUDY,
            "whether gradients are compared with finite differences before training",
            "gradcheck: true"),
    LISTEN(
            SectionRole.STUDY,
            "plugins that hear what happens while the study runs, one or a list",
            "listen: [epoch-lines]"),
    QUICK(SectionRole.STUDY, "changes that --quick applies", "quick: {train.epochs: 1}"),
    TASKS(
            SectionRole.STUDY,
            "changes of data or model that are crossed with all variants",
            "tasks: {short: {data.steps: 5}, long: {data.steps: 20}}"),
    SWEEP(
            SectionRole.STUDY,
            "settings with the values at which every variant is trained",
            "sweep: {train.batch: [10, 20]}"),
    TUNE(
            SectionRole.STUDY,
            "settings that a search finds for each variant before the study runs",
            "tune: {search: random, trials: 2, by: validation.loss, over: {train.optimizer.learning-rate: {log-uniform: [0.01, 1]}}}"),
    LET(SectionRole.FILE, "names of values; $name stands for the value anywhere in the file", "let: {width: 8}"),
    EXTENDS(SectionRole.FILE, "the file whose sections are taken over where this one has none", "extends: base.yaml"),
    CHANGE(SectionRole.FILE, "changes of what was taken over", "change: {train.epochs: 3}");

    /** Describes what a section decides. */
    public enum SectionRole {
        /** The numbers of a trial: it is part of the configuration, and variants may change it. */
        TRIAL,
        /** Says which trials there are, and what is asked of them. */
        STUDY,
        /** Says how the file is put together; nothing is left of it once that is done. */
        FILE
    }

    private final SectionRole role;
    private final String doc;
    private final String example;

    FileSection(SectionRole role, String doc, String example) {
        this.role = role;
        this.doc = doc;
        this.example = example;
    }

    public SectionRole role() {
        return role;
    }

    /** Returns the key in the file. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns what it means, in a line. */
    public String doc() {
        return switch (role) {
            case STUDY, FILE -> doc;
            case TRIAL ->
                ConfigSetting.of(TrialSections.class).stream()
                        .filter(setting -> setting.name().equals(key()))
                        .map(ConfigSetting::doc)
                        .findFirst()
                        .orElseThrow();
        };
    }

    /** Returns a line with which a file may have it: {@code seeds: {count: 3, from: 10}}. */
    public String example() {
        return example;
    }

    public static Optional<FileSection> of(String key) {
        return Arrays.stream(values())
                .filter(section -> section.key().equals(key))
                .findFirst();
    }

    /** Returns the keys of all sections, in the usual order. */
    public static List<String> keys() {
        return Arrays.stream(values()).map(FileSection::key).toList();
    }

    static Set<String> reserved() {
        return Arrays.stream(values()).map(FileSection::key).collect(Collectors.toSet());
    }
}
