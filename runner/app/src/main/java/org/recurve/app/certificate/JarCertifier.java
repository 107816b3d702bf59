package org.recurve.app.certificate;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.recurve.app.plugins.PluginKind;
import org.recurve.app.plugins.PluginOrigin;
import org.recurve.app.plugins.PluginProvider;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.plugins.TimeLimit;
import org.recurve.app.plugins.TimeLimit.LimitExceeded;
import org.recurve.app.run.FrameworkVersion;
import org.recurve.storage.certificate.JarCertificate;
import org.recurve.storage.certificate.JarCertificate.CertifiedDemand;
import org.recurve.storage.certificate.JarCertificate.PluginCertificate;
import org.recurve.storage.certificate.JarCertificate.StepCost;
import org.recurve.testkit.Contract;
import org.recurve.testkit.ContractModel;

/**
 * Finds out of each plugin of a jar which demands it meets, whether its bits are the same everywhere, and what it costs.
 *
 * @param jar the file
 * @param copies where copies of jars are kept
 * @param registry the built-in plugins and those of the jar
 * @param given settings to try plugins with, by id, as references of a file; made up for all others
 * @param limit on the time that each plugin may take, and each form of the virtual machine
 * @param progress is told of each plugin before it is tried
 */
record JarCertifier(
        Path jar,
        Path copies,
        PluginRegistry registry,
        Map<String, String> given,
        TimeLimit limit,
        Consumer<String> progress) {
    /** Built-in plugins to compare with, by kind. */
    private static final Map<PluginKind, String> NEAREST = new EnumMap<>(Map.of(
            PluginKind.LAYER, "dense",
            PluginKind.ACTIVATION, "tanh",
            PluginKind.CELL, "elman",
            PluginKind.POOLING, "average",
            PluginKind.SHARING, "shared",
            PluginKind.LOSS, "squared-error",
            PluginKind.REGULARIZER, "l2"));

    private static final int LONGEST = 500;

    /** A plugin, and its contract or why there is none. */
    private record TriedContract(TriedPlugin plugin, Optional<Contract> contract, String reason) {
        boolean computes() {
            return contract.flatMap(Contract::numbers).isPresent();
        }
    }

    /** Returns what was found; throws {@link IOException} if other virtual machines cannot be started. */
    JarCertificate certify() throws IOException {
        List<TriedContract> runs = registry.providers().stream()
                .filter(provider -> provider.origin() instanceof PluginOrigin.ThirdParty)
                .map(this::tried)
                .map(this::begun)
                .toList();
        Map<TriedContract, PluginCertificate> found = new LinkedHashMap<>();
        List<TriedPlugin> computing = new ArrayList<>();
        for (TriedContract run : runs) {
            PluginProvider provider = run.plugin().provider();
            progress.accept(provider.kind().one() + " " + provider.id());
            Optional<PluginCertificate> certificate =
                    run.contract().flatMap(contract -> bounded(run.plugin(), contract));
            if (certificate.isPresent() && run.computes()) {
                computing.add(run.plugin());
            }
            String reason = run.reason().isEmpty() ? late() : run.reason();
            found.put(run, certificate.orElseGet(() -> untried(run.plugin(), reason)));
        }
        Map<String, Map<String, String>> forms = forms(computing);
        List<PluginCertificate> certificates = new ArrayList<>();
        found.forEach((run, certificate) -> certificates.add(
                certificate.with(forms.getOrDefault(run.plugin().provider().key(), Map.of()))));
        return new JarCertificate(
                String.valueOf(jar.getFileName()), digest(), Instant.now(), FrameworkVersion.VERSION, certificates);
    }

    private TriedContract begun(TriedPlugin plugin) {
        try {
            return new TriedContract(plugin, Optional.of(limit.within(() -> plugin.contract(registry))), "");
        } catch (LimitExceeded e) {
            return new TriedContract(plugin, Optional.empty(), late());
        } catch (RuntimeException | Error e) { // whatever a plugin throws
            return new TriedContract(plugin, Optional.empty(), text(e));
        }
    }

    private String late() {
        return "it was not done after " + limit.text()
                + " and was given up; try it with smaller settings (--with), or give it more time (--minutes)";
    }

    /** Returns what was found without other virtual machines; empty if it takes too long. */
    private Optional<PluginCertificate> bounded(TriedPlugin plugin, Contract contract) {
        try {
            return Optional.of(limit.within(() -> certificate(plugin, contract)));
        } catch (LimitExceeded e) {
            return Optional.empty();
        }
    }

    private TriedPlugin tried(PluginProvider provider) {
        return Optional.ofNullable(given.get(provider.id()))
                .map(settings -> new TriedPlugin(provider, settings))
                .orElseGet(() -> TriedPlugin.of(provider, registry));
    }

    private String digest() {
        return registry.providers().stream()
                .map(PluginProvider::origin)
                .filter(PluginOrigin.ThirdParty.class::isInstance)
                .map(origin -> ((PluginOrigin.ThirdParty) origin).digest())
                .findFirst()
                .orElseThrow();
    }

    /** Returns the digest in each form, by plugin. */
    private Map<String, Map<String, String>> forms(List<TriedPlugin> plugins) throws IOException {
        Map<String, Map<String, String>> forms = new LinkedHashMap<>();
        if (plugins.isEmpty()) {
            return forms;
        }
        for (MachineForm form : MachineForm.values()) {
            progress.accept("bits with " + form.title());
            form.digests(jar, copies, plugins, limit)
                    .forEach((key, digest) -> forms.computeIfAbsent(key, _ -> new LinkedHashMap<>())
                            .put(form.title(), digest));
        }
        return forms;
    }

    private PluginCertificate certificate(TriedPlugin plugin, Contract contract) {
        List<CertifiedDemand> demands = new ArrayList<>();
        contract.outcomes()
                .forEach((demand, failure) -> demands.add(new CertifiedDemand(
                        demand, failure.map(JarCertifier::text).orElse(""))));
        return new PluginCertificate(
                plugin.provider().kind().one(),
                plugin.provider().id(),
                plugin.provider().identity(),
                plugin.settings(),
                demands,
                Map.of(),
                demands.stream().allMatch(CertifiedDemand::isMet) ? cost(plugin, contract) : Optional.empty());
    }

    private static PluginCertificate untried(TriedPlugin plugin, String reason) {
        return new PluginCertificate(
                plugin.provider().kind().one(),
                plugin.provider().id(),
                plugin.provider().identity(),
                plugin.settings(),
                List.of(new CertifiedDemand("can be tried", reason)),
                Map.of(),
                Optional.empty());
    }

    private Optional<StepCost> cost(TriedPlugin plugin, Contract contract) {
        return contract.model().map(model -> {
            try (StepTiming own = new StepTiming(model.get())) {
                return nearest(plugin)
                        .map(other -> compared(own, other))
                        .orElseGet(() -> new StepCost(own.bytes(), "", 1));
            }
        });
    }

    private StepCost compared(StepTiming own, TriedPlugin nearest) {
        ContractModel model = nearest.contract(registry).model().orElseThrow().get();
        try (StepTiming other = new StepTiming(model)) {
            return new StepCost(own.bytes(), nearest.provider().id(), own.ratioTo(other));
        }
    }

    private Optional<TriedPlugin> nearest(TriedPlugin plugin) {
        PluginKind kind = plugin.provider().kind();
        return Optional.ofNullable(NEAREST.get(kind))
                .flatMap(id -> registry.find(kind, id))
                .map(provider -> TriedPlugin.of(provider, registry));
    }

    private static String text(Throwable failure) {
        String text = String.valueOf(failure.getMessage()).strip();
        String named =
                failure instanceof AssertionError ? text : failure.getClass().getSimpleName() + ": " + text;
        return named.length() <= LONGEST ? named : named.substring(0, LONGEST) + "…";
    }
}
