package org.recurve.api.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads files that people bring to a trained model. A {@link Dataset} may implement this for the files that it is made of. */
public interface InputFiles {
    /** Returns the endings of these files' names, such as {@code .png}. */
    List<String> endings();

    /**
     * Returns the inputs that a file holds, in its order, row-major; what does not fit the model ends in
     * {@link org.recurve.api.plugin.InvalidSetting}, naming the file and what the model reads.
     *
     * @param input the field that the model reads
     * @param form how those inputs were read that it learnt from; empty for numbers
     */
    List<float[]> read(Path file, Field input, Optional<InputForm> form);

    /**
     * Returns the same of inputs that may have another size than those that the model learnt from, such as larger images; the model says
     * whether it can read that size. Empty, and then {@link #read} is asked, if inputs have one size.
     */
    default Optional<List<SizedInput>> readSized(Path file, Field input, Optional<InputForm> form) {
        return Optional.empty();
    }
}
