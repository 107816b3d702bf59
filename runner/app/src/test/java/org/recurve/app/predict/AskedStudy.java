package org.recurve.app.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.recurve.app.command.Shell.Answer;

/** A study in a folder, trained in a moment and then asked. */
record AskedStudy(Path folder) {
    static final String TRAIN = "train: {optimizer: {sgd: {learning-rate: 0.1}}, epochs: 3, batch: 8}\n";

    void train(String study) throws IOException {
        Path file = Files.writeString(folder.resolve("study.yaml"), study);
        Answer answer = recurve("run", file, "--store", store(), "--data", folder);
        assertEquals(0, answer.code(), answer.err());
    }

    Path store() {
        return folder.resolve("store");
    }

    Answer ask(String command, Object... words) {
        List<Object> all = new ArrayList<>(List.of(command));
        all.addAll(List.of(words));
        all.addAll(List.of("--store", store(), "--data", folder));
        return recurve(all.toArray());
    }
}
