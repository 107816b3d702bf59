package org.recurve.app.verify;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.artifact.Artifact;
import org.recurve.api.event.Event;
import org.recurve.api.event.Event.LayerSummary;
import org.recurve.api.event.Event.Recorded;
import org.recurve.api.event.Event.TrialStarted;
import org.recurve.engine.replay.ReplayDifference;
import org.recurve.storage.record.RecordCodec;

/**
 * Compares what a stored trial shows beside its numbers, the table of its layers and what was recorded to look at, with what
 * running it again gives. What is recorded today and was not then is no difference: versions may come to record more.
 */
final class RecordedComparison {
    private final RecordCodec codec = new RecordCodec();
    private final Map<Moment, Deque<Artifact>> before = new LinkedHashMap<>();
    private Optional<List<LayerSummary>> layers = Optional.empty();
    private Optional<ReplayDifference> difference = Optional.empty();

    /** A name that something was recorded under, and when. */
    private record Moment(String name, long step) {
        private String where() {
            return "step " + step;
        }

        private String quantity() {
            return "what was recorded as " + name;
        }
    }

    /** Takes an event of the stored trial. */
    void stored(Event event) {
        switch (event) {
            case TrialStarted started -> layers = Optional.of(started.layers());
            case Recorded it ->
                before.computeIfAbsent(new Moment(it.name(), it.step()), _ -> new ArrayDeque<>())
                        .add(it.artifact());
            default -> {}
        }
    }

    /** Takes an event of the trial as it runs again. */
    void publish(Event event) {
        if (difference.isPresent()) {
            return;
        }
        switch (event) {
            case TrialStarted started -> difference = layers.flatMap(then -> table(then, started.layers()));
            case Recorded it -> difference = recorded(new Moment(it.name(), it.step()), it.artifact());
            default -> {}
        }
    }

    private Optional<ReplayDifference> recorded(Moment moment, Artifact artifact) {
        Deque<Artifact> then = before.getOrDefault(moment, new ArrayDeque<>());
        Artifact stored = then.isEmpty() ? artifact : then.remove();
        String now = digest(artifact);
        String was = digest(stored);
        return was.equals(now) || EarlierCircuit.isAlike(stored, artifact)
                ? Optional.empty()
                : Optional.of(
                        new ReplayDifference(moment.where(), moment.quantity(), "sha256:" + was, "sha256:" + now));
    }

    private static Optional<ReplayDifference> table(List<LayerSummary> then, List<LayerSummary> now) {
        // Links came to the table later: to those who wrote it before they are zero in every line.
        boolean withoutLinks = then.stream().allMatch(layer -> layer.links() == 0);
        List<LayerSummary> comparable = withoutLinks
                ? now.stream().map(RecordedComparison::withoutLinks).toList()
                : now;
        for (int i = 0; i < Math.max(then.size(), comparable.size()); i++) {
            String was = i < then.size() ? then.get(i).toString() : "no layer";
            String is = i < comparable.size() ? comparable.get(i).toString() : "no layer";
            if (!was.equals(is)) {
                return Optional.of(
                        new ReplayDifference("the start", "line " + (i + 1) + " of the layer table", was, is));
            }
        }
        return Optional.empty();
    }

    private static LayerSummary withoutLinks(LayerSummary it) {
        return new LayerSummary(it.name(), it.plugin(), it.output(), it.parameters(), 0, it.flops(), it.algorithm());
    }

    /** Returns the first difference, once the trial has come to its end again: what was recorded then must have been so again. */
    Optional<ReplayDifference> difference() {
        return difference.or(() -> before.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .findFirst()
                .map(entry -> new ReplayDifference(
                        entry.getKey().where(),
                        entry.getKey().quantity(),
                        "sha256:" + digest(entry.getValue().getFirst()),
                        "not recorded")));
    }

    private String digest(Artifact artifact) {
        try {
            byte[] bytes = codec.encode(Artifact.class, artifact);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
