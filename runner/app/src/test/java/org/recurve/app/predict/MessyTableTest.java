package org.recurve.app.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.command.Shell.Answer;
import org.recurve.storage.Store;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.TrialView;
import org.recurve.storage.weights.LearntTensor;
import tools.jackson.databind.json.JsonMapper;

/** A table with semicolons, decimal commas, gaps and names of cities, from its file to an answer. */
class MessyTableTest {
    private static final String ROWS = """
            flat;rent;city;sold
            a;1.0;Oslo;yes
            b;;Bergen;no
            c;3,5;Oslo;yes
            d;0,5;Bergen;no
            """;

    @TempDir
    Path folder;

    private Answer ask(Object... words) {
        List<Object> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--store", folder.resolve("store"), "--data", folder));
        return recurve(all.toArray());
    }

    private Path study(String settings) throws IOException {
        return Files.writeString(folder.resolve("study.yaml"), """
                study: flats
                data: {csv: {file: flats.csv, target: sold, leave-out: [flat], validation: 0, test: 0SETTINGS}}
                model: [{dense: 2}]
                loss: cross-entropy
                measure: [train.accuracy]
                train: {optimizer: {sgd: {learning-rate: 0.1}}, epochs: 3, batch: 2}
                """.replace("SETTINGS", settings));
    }

    private Map<String, float[]> weights() {
        try (Store opened = Store.open(folder.resolve("store"))) {
            StoreReader reader = opened.reader();
            TrialView trial = reader.study("flats").orElseThrow().trials().getFirst();
            return reader.learnt(trial).orElseThrow().tensors().stream()
                    .map(LearntTensor::tensor)
                    .collect(Collectors.toMap(tensor -> tensor.name(), tensor -> tensor.values()));
        }
    }

    /** One mistake after another, as someone meets them who has just got the file. */
    @Test
    void fromMistakesToAnAnswer() throws IOException {
        Path table = folder.resolve("flats.csv");
        assertRefused("", "it was looked for in the folder " + folder);
        Files.writeString(table, ROWS);
        assertRefused("", "column city: \"Oslo\" is not a finite number; correct it, leave the column out");
        String all = ", one-hot: [city]";
        assertRefused(
                all, "flats.csv:3 column rent: \"\" is not a finite number; correct it, or say what stands for it");
        all += ", missing: mean";
        assertRefused(all, "flats.csv:4 column rent: \"3,5\" is not a finite number; if the comma stands before");
        all += ", decimal: comma";
        assertRefused(all, "flats.csv:2 column rent: \"1.0\" is not a finite number; if the point stands before");
        Files.writeString(table, ROWS.replace("1.0", "2"));
        assertEquals(0, ask("run", study(all)).code());
        // The mean of 2, 3.5 and 0.5 stands for what is missing; Bergen comes before Oslo.
        Path asked = Files.writeString(folder.resolve("new.csv"), "city;rent\nOslo;NA\n");
        Answer answer = ask("predict", "flats", asked, "--json");
        assertEquals(0, answer.code(), answer.err());
        float[] w = weights().get("dense1.w");
        float[] b = weights().get("dense1.b");
        double no = w[0] * 2 + w[2] + b[0];
        double yes = w[3] * 2 + w[5] + b[1];
        assertEquals(
                1 / (1 + Math.exp(no - yes)),
                new JsonMapper()
                        .readTree(answer.out().lines().findFirst().orElseThrow())
                        .get("probability yes")
                        .asDouble(),
                1e-6);
        Files.writeString(asked, "city;rent\nRome;1\n");
        Answer unknown = ask("predict", "flats", asked);
        assertEquals(2, unknown.code());
        assertTrue(unknown.err().contains("\"Rome\" did not occur in what the model learnt from"), unknown.err());
    }

    private void assertRefused(String settings, String why) throws IOException {
        Answer answer = ask("check", study(settings));
        assertEquals(2, answer.code(), answer.out());
        assertTrue(answer.err().contains(why), answer.err());
    }
}
