package org.recurve.app.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.command.Shell.Answer;
import org.recurve.compute.lower.OperationSpan;
import org.recurve.compute.runtime.MachineLimits;
import org.recurve.engine.training.StepProfile;
import org.recurve.engine.training.StepProfile.OperationTime;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class VariantProfileTest {
    private static final VariantProfile PROFILE = new VariantProfile(
            "baseline",
            "",
            new StepProfile(
                    64,
                    List.of(
                            new OperationTime(
                                    "conv1", "linear output", 1, "Kernel.a", 500_000, 50_000_000, 4_000_000, 4_000_000),
                            new OperationTime("pool1", "choice", 0, "Kernel.b", 100_000, 0, 2_000_000, 1_000),
                            new OperationTime(
                                    "conv1", "gradient of weights", 0, "Kernel.c", 250_000, 25_000_000, 0, 0)),
                    1_000_000,
                    List.of(
                            new OperationSpan(0, 5_000, 400_000),
                            new OperationSpan(1, 405_500, 90_000),
                            new OperationSpan(0, 500_000, 100_000))),
            new MachineLimits(200, new TreeMap<>(Map.of(1_000_000L, 100.0, 10_000_000L, 10.0))));

    @TempDir
    Path folder;

    @Test
    void partsAndOperationsAreListedByTheirTime() {
        assertEquals("""
                a training step of baseline, 64 examples, on one thread: 1.000 ms
                part                          ms     share  GFLOP/s  GB/s  limit
                conv1                         0.750   75 %    100.0   5.3   70 %
                pool1                         0.100   10 %           20.0   20 %
                (input, clipping, optimizer)  0.150   15 %

                operation            part   kernel    ms     share  GFLOP/s  GB/s  limit
                linear output +1     conv1  Kernel.a  0.500   50 %    100.0   8.0   80 %
                gradient of weights  conv1  Kernel.c  0.250   25 %    100.0         50 %
                choice               pool1  Kernel.b  0.100   10 %           20.0   20 %
                +3: with three more that are fused with it; all times are medians
                limit: the least time that 200 GFLOP/s of multiply-adds and 100 to 10 GB/s of copying allow, divided by the time taken;
                       above 100 % where Winograd saves products, or data are read from a cache and hardly written""", PROFILE.text());
    }

    /** By the names and units of the Trace Event Format: microseconds, complete events. */
    @Test
    void aTraceHasTheSpansOfOneStep() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TraceFile.write(List.of(PROFILE), out);
        JsonNode events = JsonMapper.shared().readTree(out.toByteArray()).get("traceEvents");
        assertEquals(4, events.size());
        assertEquals("baseline", events.get(0).get("args").get("name").asString());
        JsonNode second = events.get(2);
        assertEquals("X", second.get("ph").asString());
        assertEquals("choice", second.get("name").asString());
        assertEquals("pool1", second.get("cat").asString());
        assertEquals(400.5, second.get("ts").asDouble(), 1e-9);
        assertEquals(90, second.get("dur").asDouble(), 1e-9);
    }

    @Test
    void checkMeasuresABaseline() throws IOException {
        Path file = sums();
        Path trace = folder.resolve("new/step.json");
        Answer answer =
                recurve("check", file, "--profile", "--trace", trace, "--json", "--store", folder.resolve("store"));
        assertEquals(0, answer.code(), answer.err());
        JsonNode profile =
                JsonMapper.shared().readTree(answer.out()).get("profiles").get(0);
        assertEquals(16, profile.get("examples").asInt());
        assertTrue(profile.get("step-nanos").asLong() > 0, profile.toString());
        Set<String> parts = new TreeSet<>();
        profile.get("operations")
                .forEach(operation -> parts.add(operation.get("part").asString()));
        assertEquals(Set.of("recurrent1", "dense1", "loss"), parts);
        profile.get("operations").forEach(operation -> {
            assertTrue(operation.get("bytes").asLong() > 0, operation.toString());
            assertTrue(operation.get("least-nanos").asLong() >= 0, operation.toString());
        });
        assertTrue(JsonMapper.shared()
                        .readTree(Files.readAllBytes(trace))
                        .get("traceEvents")
                        .size()
                > 5);

        Answer alone = recurve("check", file, "--trace", trace, "--store", folder.resolve("store"));
        assertEquals(2, alone.code());
        assertTrue(alone.err().contains("add --profile"), alone.err());
    }

    private Path sums() throws IOException {
        return Files.writeString(folder.resolve("sums.yaml"), """
                study: sums
                data: {adding: {steps: 4, train: 32, validation: 16, test: 16}}
                model: [{recurrent: {cell: {elman: 4}}}, {dense: 1}]
                loss: squared-error
                train: {optimizer: {sgd: {learning-rate: 0.1}}, epochs: 1, batch: 16}
                """);
    }

    /** A second run finds all trials stored: what is measured then stands in the report all the same. */
    @Test
    void reportsOfARunShowWhatWasMeasured() throws IOException {
        Path file = sums();
        Path store = folder.resolve("store");
        Path report = store.resolve("reports/sums.html");
        Path trace = folder.resolve("step.json");
        assertEquals(2, recurve("run", file, "--trace", trace, "--store", store).code());
        assertEquals(0, recurve("run", file, "--store", store).code());
        assertFalse(Files.readString(report).contains("Where the time goes"));

        Answer answer = recurve("run", file, "--profile", "--trace", trace, "--json", "--store", store);
        assertEquals(0, answer.code(), answer.err());
        assertTrue(answer.err().contains("a training step of baseline, 16 examples"), answer.err());
        assertEquals(
                "sums", JsonMapper.shared().readTree(answer.out()).get("study").asString());
        assertTrue(Files.size(trace) > 0);
        String page = Files.readString(report);
        assertTrue(page.contains("Where the time goes</h2>"));
        assertTrue(page.contains(">dense1</td>"));
        assertTrue(page.contains("limit (%)</th>"));
    }
}
