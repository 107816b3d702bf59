package org.recurve.app.reuse;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.recurve.api.data.Data;
import org.recurve.api.measure.MetricName;
import org.recurve.engine.identity.Sha256Digest;
import org.recurve.reports.text.JsonText;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A trial's configuration, parted by what it decides.
 *
 * @param start its first characters, which those of akin trials begin with, too
 * @param way a digest of all that decides each step
 * @param length what decides how many steps there are
 * @param measure metrics, each as JSON
 */
record ComparedSettings(String start, String way, String length, Set<String> measure) {
    private static final Set<String> LENGTH = Set.of("epochs", "patience", "until");
    private static final String MEASURE = "measure";
    private static final String PHASES = "phases";
    private static final String TURN = "turn";
    private static final String TRAIN = "train";

    static ComparedSettings of(String configuration) {
        ObjectNode all = (ObjectNode) JsonText.parse(configuration);
        JsonNode measured = all.remove(MEASURE);
        Set<String> measure = measured == null
                ? Set.of()
                : StreamSupport.stream(measured.spliterator(), false)
                        .map(JsonNode::toString)
                        .collect(Collectors.toCollection(TreeSet::new));
        StringBuilder length = new StringBuilder();
        take(all.get(TRAIN), length);
        if (all.get(PHASES) != null) {
            StreamSupport.stream(all.get(PHASES).spliterator(), false)
                    .max(Comparator.comparingInt(phase -> phase.path(TURN).asInt()))
                    .ifPresent(last -> take(last, length));
        }
        return new ComparedSettings(
                start(configuration), new Sha256Digest().add(all.toString()).finish(), length.toString(), measure);
    }

    /** Returns the first characters of a configuration, which those of akin trials begin with, too: it takes little time. */
    static String start(String configuration) {
        return configuration.substring(0, Math.max(0, configuration.indexOf("\"measure\"")));
    }

    private static void take(JsonNode section, StringBuilder length) {
        if (section instanceof ObjectNode settings) {
            for (String setting : LENGTH.stream().sorted().toList()) {
                length.append(setting)
                        .append(' ')
                        .append(settings.remove(setting))
                        .append(' ');
            }
        }
    }

    /** Returns a metric that one of them has and that is known after every epoch: of no test split, or of gradients. */
    Optional<String> measuredDuringTraining(ComparedSettings other) {
        Set<String> differing = new TreeSet<>(measure);
        differing.addAll(other.measure);
        differing.removeIf(metric -> measure.contains(metric) && other.measure.contains(metric));
        return differing.stream()
                .map(JsonText::parse)
                .map(metric -> metric.isString()
                        ? metric.asString()
                        : metric.propertyNames().iterator().next())
                .filter(metric -> !MetricName.parse(metric).isOf(Data.TEST))
                .findFirst();
    }
}
