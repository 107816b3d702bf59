package org.recurve.storage.weights;

import java.nio.file.Path;
import org.recurve.storage.file.StoreException;

/** Says that kept weights are not what was written, and why. */
public final class DamagedWeights extends StoreException {
    private final String sentence;

    DamagedWeights(Path file, String reason) {
        this(file + ": these weights are damaged: " + reason);
    }

    private DamagedWeights(String sentence) {
        super(sentence
                + "\n    Nothing is made of them. With --retrain the trial is run again where weights are needed; recurve"
                + " rm deletes it.");
        this.sentence = sentence;
    }

    /** Returns the first sentence: what is wrong, and where, without what to do. */
    public String sentence() {
        return sentence;
    }
}
