package org.recurve.app.reuse;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.recurve.api.event.PluginCode;
import org.recurve.api.event.Provenance;
import org.recurve.app.code.CodeClosure;
import org.recurve.app.query.TrialSettings;
import org.recurve.storage.view.TrialView;

/**
 * Compares the parts that two identities are made of.
 *
 * @param jars to look into for what changed in one
 */
record TrialComparison(PluginJars jars) {
    private static final String METRICS = "measure";

    /** Returns what differs; never empty, since their identities do. */
    List<TrialChange> changes(TrialView stored, IdentifiedTrial planned, boolean sameFile) {
        Provenance was = stored.provenance();
        Provenance is = planned.provenance();
        List<TrialChange> changes = new ArrayList<>();
        if (was.arithmetic() != is.arithmetic()) {
            changes.add(new TrialChange.OtherVersion(
                    "arithmetic", String.valueOf(was.arithmetic()), String.valueOf(is.arithmetic())));
        }
        boolean sameSettings = stored.configuration().equals(planned.configuration());
        SortedSet<String> ids = new TreeSet<>(was.plugins().keySet());
        ids.addAll(is.plugins().keySet());
        ids.stream()
                .filter(id ->
                        !Objects.equals(was.plugins().get(id), is.plugins().get(id)))
                .filter(id -> sameSettings
                        || id.equals(Provenance.TRAINING_LOOP)
                        || was.plugins().containsKey(id) && is.plugins().containsKey(id))
                .forEach(id -> changes.addAll(plugin(id, was, is)));
        if (!was.dataDigest().equals(is.dataDigest())) {
            changes.add(new TrialChange.OtherData());
        }
        if (!sameSettings) {
            changes.addAll(settings(stored.configuration(), planned.configuration(), sameFile));
        }
        return changes;
    }

    private List<TrialChange> plugin(String id, Provenance was, Provenance is) {
        List<PluginCode> code = is.code().getOrDefault(id, List.of());
        List<String> before = was.strangers().getOrDefault(id, List.of());
        if (code.isEmpty() || before.isEmpty()) {
            return List.of(new TrialChange.OtherVersion(id, version(id, was), version(id, is)));
        }
        return code.stream()
                .filter(now -> !before.contains(now.jar()) || isOtherVersion(id, now, was))
                .flatMap(now -> code(id, now, before, was).stream())
                .toList();
    }

    private static boolean isOtherVersion(String id, PluginCode now, Provenance was) {
        return was.code().getOrDefault(id, List.of()).stream()
                .anyMatch(then -> then.type().equals(now.type()) && then.version() != now.version());
    }

    private List<TrialChange> code(String id, PluginCode now, List<String> before, Provenance was) {
        Path jar = jars.place(now);
        if (!now.whole().isEmpty()) {
            return List.of(new TrialChange.WholeJar(id, jar, now.whole()));
        }
        List<TrialChange> changes = new ArrayList<>();
        was.code().getOrDefault(id, List.of()).stream()
                .filter(then -> then.type().equals(now.type()) && then.version() != now.version())
                .findFirst()
                .ifPresent(then -> changes.add(new TrialChange.OtherVersion(
                        id, String.valueOf(then.version()), String.valueOf(now.version()))));
        Optional<CodeClosure> is = jars.reached(now.type(), now.jar());
        Optional<CodeClosure> then = before.stream()
                .flatMap(digest -> jars.reached(now.type(), digest).stream())
                .findFirst();
        if (is.isEmpty() || then.isEmpty()) {
            changes.add(new TrialChange.Code(id, jar, List.of()));
            return changes;
        }
        List<String> parts = is.get().changedSince(then.get());
        if (!parts.isEmpty()) {
            changes.add(new TrialChange.Code(id, jar, parts));
        } else if (changes.isEmpty()) {
            changes.add(new TrialChange.EarlierJar(id, jar));
        }
        return changes;
    }

    /** Returns a built-in plugin's number; trials of the first training loop name none. */
    private static String version(String id, Provenance provenance) {
        String version = provenance.plugins().get(id);
        if (version == null) {
            return id.equals(Provenance.TRAINING_LOOP) ? "1" : "not used";
        }
        if (provenance.strangers().containsKey(id)) {
            return "from a jar";
        }
        String prefix = id + "@";
        return version.startsWith(prefix) ? version.substring(prefix.length()) : version;
    }

    private static List<TrialChange> settings(String was, String is, boolean sameFile) {
        SortedMap<String, String> before = TrialSettings.named(was);
        SortedMap<String, String> now = TrialSettings.named(is);
        SortedSet<String> paths = new TreeSet<>(before.keySet());
        paths.addAll(now.keySet());
        paths.removeIf(path -> Objects.equals(before.get(path), now.get(path)));
        List<TrialChange> changes = new ArrayList<>();
        if (paths.removeIf(TrialComparison::isMetrics)) {
            changes.add(new TrialChange.Metrics());
        }
        if (!paths.isEmpty() || changes.isEmpty()) {
            changes.add(new TrialChange.Settings(List.copyOf(paths), sameFile));
        }
        return changes;
    }

    private static boolean isMetrics(String path) {
        return path.equals(METRICS) || path.startsWith(METRICS + ".");
    }
}
