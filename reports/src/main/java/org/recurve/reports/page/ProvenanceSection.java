package org.recurve.reports.page;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.recurve.api.event.Provenance;
import org.recurve.storage.certificate.JarCertificate;
import org.recurve.storage.certificate.JarCertificate.PluginCertificate;
import org.recurve.storage.view.StudyView;
import org.recurve.storage.view.TrialView;

/** Describes what the numbers came from: each fact with its values, of which there are several if trials differ in it. */
public record ProvenanceSection(List<ProvenanceFact> facts, List<ProvenanceFact> plugins) {
    public ProvenanceSection {
        facts = List.copyOf(facts);
        plugins = List.copyOf(plugins);
    }

    /** A name and its values. */
    public record ProvenanceFact(String name, List<String> values) {}

    /** @param certificates what was found of plugins of jars */
    static ProvenanceSection of(StudyView study, List<JarCertificate> certificates) {
        Map<String, SequencedSet<String>> facts = new LinkedHashMap<>();
        Map<String, SequencedSet<String>> machine = new TreeMap<>();
        Map<String, SequencedSet<String>> plugins = new TreeMap<>();
        different(study).forEach(from -> {
            add(facts, "recurve", from.recurve());
            add(facts, "arithmetic", "version " + from.arithmetic());
            add(facts, "data", from.dataDigest());
            from.machine().forEach((name, value) -> add(machine, name, value));
            from.plugins().forEach((name, value) -> add(plugins, name, value + jars(name, value, from)));
            from.strangers()
                    .keySet()
                    .forEach(id -> add(
                            plugins,
                            id,
                            certified(id, from.plugins().getOrDefault(id, ""), certificates)
                                    .orElse("uncertified: recurve certify JAR holds it to the contract")));
        });
        List<ProvenanceFact> all = new ArrayList<>(facts(facts));
        all.addAll(facts(machine));
        return new ProvenanceSection(all, facts(plugins));
    }

    /** Returns the provenances of the trials, most of which share one. */
    private static Stream<Provenance> different(StudyView study) {
        Set<Provenance> met = Collections.newSetFromMap(new IdentityHashMap<>());
        return study.trials().stream().map(TrialView::provenance).filter(met::add);
    }

    /** Returns from which jar a plugin is that is known by its code, or why it is known by all of its jar. */
    private static String jars(String name, String value, Provenance from) {
        return from.code().getOrDefault(name, List.of()).stream()
                .map(code -> code.whole().isEmpty()
                        ? value.contains(code.jar()) ? "" : " of the jar " + code.jar()
                        : " (the whole jar: " + code.whole() + ")")
                .distinct()
                .collect(Collectors.joining());
    }

    /** Returns what was found of the code that the trial ran with; empty if that was never certified. */
    private static Optional<String> certified(String id, String identities, List<JarCertificate> certificates) {
        return certificates.stream()
                .flatMap(jar -> jar.plugins().stream()
                        .filter(plugin -> plugin.id().equals(id)
                                && List.of(identities.split(", ")).contains(plugin.identity()))
                        .map(plugin -> text(jar, plugin)))
                .findFirst();
    }

    private static String text(JarCertificate jar, PluginCertificate plugin) {
        String bits = plugin.forms().isEmpty()
                ? ""
                : plugin.sameBits()
                        ? ", the same bits in " + plugin.forms().size() + " forms of the virtual machine"
                        : ", other bits in some forms of the virtual machine";
        return (plugin.isWhole() ? "certified on " : "not certified, tried on ")
                + jar.made().atZone(ZoneOffset.UTC).toLocalDate() + ": " + plugin.met() + " of "
                + plugin.demands().size() + " demands met" + bits
                + plugin.demands().stream()
                        .filter(demand -> !demand.isMet())
                        .map(demand -> "; not met: " + demand.text())
                        .collect(Collectors.joining());
    }

    private static void add(Map<String, SequencedSet<String>> facts, String name, String value) {
        facts.computeIfAbsent(name, n -> new LinkedHashSet<>()).add(value);
    }

    private static List<ProvenanceFact> facts(Map<String, SequencedSet<String>> facts) {
        return facts.entrySet().stream()
                .map(entry -> new ProvenanceFact(entry.getKey(), List.copyOf(entry.getValue())))
                .toList();
    }
}
