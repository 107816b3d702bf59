package org.recurve.api.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Opens a data set: reads its files, or generates its examples from a seed of its own. */
public interface Dataset<C extends Record> {
    /** Returns the files it needs; none if it is generated. */
    default List<Source> sources(C config) {
        return List.of();
    }

    /** Returns the files and folders of the user's own that it reads, as {@link Files#own} takes them; none for most. */
    default List<String> own(C config) {
        return List.of();
    }

    /** Returns the tokens of a text, cut as those of the examples are ({@link InputForm.Words}); none if examples are no texts. */
    default List<String> tokens(C config, String text) {
        return List.of();
    }

    /**
     * Returns the same for a model that knows these tokens, where what it learnt decides how texts are cut.
     *
     * @param vocabulary the classes of the model's input
     */
    default List<String> tokens(C config, String text, List<String> vocabulary) {
        return tokens(config, text);
    }

    /**
     * Returns the texts of a table, found there as those of the examples are, for a model that is asked about them; empty if this
     * reads no tables of texts.
     *
     * @throws org.recurve.api.plugin.InvalidSetting if the table is not there or cannot be read, naming it
     */
    default Optional<List<String>> texts(C config, Path table) {
        return Optional.empty();
    }

    /** Bad files and settings end in {@link org.recurve.api.plugin.InvalidSetting}, naming the file or the example. */
    Data open(C config, Files files);

    /**
     * Returns what one reading of the files gives: its own data, and where these are a fold those of the other folds, each by the
     * settings that {@link #open} would give the same for.
     */
    default Map<C, Supplier<Data>> openings(C config, Files files) {
        Data data = open(config, files);
        return Map.of(config, () -> data);
    }

    /**
     * Opens it for a model that learnt from other data, where inputs are to be read as those were: with the columns, the categories and
     * what stands for missing values of that form.
     */
    default Data open(C config, Files files, InputForm learnt) {
        return open(config, files);
    }
}
