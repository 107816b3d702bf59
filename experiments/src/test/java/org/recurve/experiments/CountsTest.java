package org.recurve.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.command.RecurveCommand;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What {@code check} counts of historical nets is what was published of them. */
class CountsTest {
    @TempDir
    Path store;

    /** Connections and parameters. */
    private record Counts(long links, long parameters) {}

    /** The counts of each variant, without its last {@code but} layers. */
    private Map<String, Counts> counts(String file, int but) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = RecurveCommand.execute(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                "check",
                "--json",
                "--store",
                store.toString(),
                file);
        boolean ci = Boolean.parseBoolean(System.getenv("CI"));
        Assumptions.assumeFalse(!ci && err.toString().contains("could not be fetched"), "the data is absent");
        assertEquals(0, code, err::toString);
        Map<?, ?> check = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(out.toString());
        Map<String, Counts> counts = new TreeMap<>();
        for (Object item : (List<?>) check.get("variants")) {
            Map<?, ?> variant = (Map<?, ?>) item;
            List<?> layers = (List<?>) variant.get("layers");
            List<?> counted = layers.subList(0, layers.size() - but);
            counts.put((String) variant.get("variant"), new Counts(sum(counted, "links"), sum(counted, "parameters")));
        }
        return counts;
    }

    private static long sum(List<?> layers, String of) {
        return layers.stream()
                .mapToLong(layer -> ((Number) ((Map<?, ?>) layer).get(of)).longValue())
                .sum();
    }

    /** <i>The Elements of Statistical Learning</i>, table 11.1. */
    @Test
    void theFiveNetsOf1989() {
        Map<String, Counts> counts = counts("lecun-1989-ladder.yaml", 0);
        assertEquals(new Counts(2570, 2570), counts.get("net-1"));
        assertEquals(new Counts(3214, 3214), counts.get("net-2"));
        assertEquals(new Counts(1226, 1226), counts.get("net-3"));
        assertEquals(new Counts(2266, 1132), counts.get("net-4"));
        assertEquals(new Counts(5194, 1060), counts.get("baseline"));
    }

    /** LeCun et al. 1998: 340,908 connections, 840 of them to the last layer, and 60,000 trainable parameters. */
    @Test
    void lenetFiveBeforeItsLastLayer() {
        assertEquals(new Counts(340_068, 60_000), counts("lenet-5.yaml", 1).get("baseline"));
    }

    /** LeCun et al., <i>Handwritten Digit Recognition with a Back-Propagation Network</i>, 1990. */
    @Test
    void lenetOne() {
        assertEquals(new Counts(98_442, 2_578), counts("lenet-5.yaml", 0).get("lenet-1"));
    }
}
