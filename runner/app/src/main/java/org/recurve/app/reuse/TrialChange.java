package org.recurve.app.reuse;

import java.nio.file.Path;
import java.util.List;

/** Says why a trial has another identity than the stored trial of its name, or why there is none. */
public sealed interface TrialChange {
    /** Nothing is stored of the study. */
    record NewStudy() implements TrialChange {}

    /** No trial of this variant, or on this task, is stored of the study. */
    record NewVariant() implements TrialChange {}

    /** No trial with this seed is stored of the variant. */
    record NewSeed() implements TrialChange {}

    /**
     * Settings differ.
     *
     * @param paths of those that do
     * @param defaults whether the file says the same, so that it must be defaults
     */
    record Settings(List<String> paths, boolean defaults) implements TrialChange {
        public Settings {
            paths = List.copyOf(paths);
        }
    }

    /** Other metrics are asked for. */
    record Metrics() implements TrialChange {}

    /**
     * A stored trial spares nothing, though it went nearly the same way.
     *
     * @param why a clause
     */
    record NotContinued(String why) implements TrialChange {}

    /** The data set has other contents. */
    record OtherData() implements TrialChange {}

    /**
     * Something has another version, or is not used any more.
     *
     * @param what a built-in plugin, the training loop or the arithmetic
     */
    record OtherVersion(String what, String was, String is) implements TrialChange {}

    /**
     * The code that a plugin reaches in its jar differs.
     *
     * @param parts classes and resources that do; empty if the jar of then is kept nowhere, so that they are not known
     */
    record Code(String plugin, Path jar, List<String> parts) implements TrialChange {
        public Code {
            parts = List.copyOf(parts);
        }
    }

    /**
     * A jar differs that counts as a whole.
     *
     * @param why it does
     */
    record WholeJar(String plugin, Path jar, String why) implements TrialChange {}

    /** A jar differs in what a plugin does not reach, but an earlier version stored the trial, which knew it by the whole jar. */
    record EarlierJar(String plugin, Path jar) implements TrialChange {}
}
