package org.recurve.bench.recurve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A study of one trial: LeNet with 998,780 parameters and their momentum, on 640 digits. */
final class WideNet {
    static final String STUDY = "wide";
    /** Within an epoch of ten steps, so that the two do not meet each time. */
    static final int STEPS_PER_CHECKPOINT = 7;

    static final int STEPS_PER_EPOCH = 10;
    private static final String TEXT = """
            study: wide
            data: {mnist: {train: 640, validation: 64}}
            model:
              - conv: {filters: 20, kernel: 5}
              - pool: {by: max, size: 2}
              - conv: {filters: 50, kernel: 5}
              - pool: {by: max, size: 2}
              - dense: 1200
              - relu
              - dense: 10
            loss: cross-entropy
            train: {optimizer: {sgd: {learning-rate: 0.01, momentum: 0.9}}, epochs: EPOCHS, batch: 64}
            seeds: 1
            checkpoint: {steps: CHECKPOINT}
            """;

    private WideNet() {}

    static String text(int epochs) {
        return TEXT.replace("EPOCHS", "" + epochs).replace("CHECKPOINT", "" + STEPS_PER_CHECKPOINT);
    }

    static Path file(Path folder, int epochs) {
        try {
            return Files.writeString(folder.resolve("wide.yaml"), text(epochs));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
