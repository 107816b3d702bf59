package org.recurve.engine.artifacts;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.recurve.api.artifact.Artifact;
import org.recurve.api.data.Data;
import org.recurve.api.measure.Sample;
import org.recurve.api.model.OutputMeaning;
import org.recurve.api.model.Shape;

/** Describes what a model answers on a split, example by example, for the report. */
public interface AnswerRecorder {
    /** Takes an example. */
    void take(int example, Sample sample, float loss);

    /** Returns what is recorded, by its name. */
    Map<String, Artifact> artifacts();

    /**
     * Returns one for a model that tells classes apart, or says which labels hold; empty for all others.
     *
     * @param meaning of the output, asked for where it may be either
     */
    static Optional<AnswerRecorder> of(Data data, Shape output, String split, Supplier<OutputMeaning> meaning) {
        return ClassifierAnswers.of(data, output, split, meaning)
                .<AnswerRecorder>map(answers -> answers)
                .or(() -> LabelAnswers.of(data, output, split, meaning));
    }
}
