package org.recurve.app.certificate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.recurve.app.display.TerminalText;
import org.recurve.app.option.CommonOptions;
import org.recurve.app.plugins.PluginFolder;
import org.recurve.app.plugins.PluginOrigin;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.plugins.TimeLimit;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;
import org.recurve.storage.certificate.CertificateFiles;
import org.recurve.storage.certificate.JarCertificate;
import org.recurve.storage.certificate.JarCertificate.CertifiedDemand;
import org.recurve.storage.certificate.JarCertificate.PluginCertificate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code recurve certify JAR}: holds the plugins of a jar to the contract. */
@Command(
        name = "certify",
        mixinStandardHelpOptions = true,
        description = {
            "Hold each plugin of a jar to the contract of the built-in ones: every demand, the same bits in every form of the"
                    + " virtual machine, and what a step costs.",
            "The certificate is kept in the store, and reports show it next to the plugin."
        })
public final class CertifyCommand implements Callable<Integer> {
    @Mixin
    private final CommonOptions options = new CommonOptions();

    @Parameters(paramLabel = "JAR", description = "A jar with plugins.")
    private Path jar = Path.of("");

    @Option(
            names = "--with",
            paramLabel = "'ID: SETTINGS'",
            description = "Settings to try a plugin with, such as --with 'gated: {units: 8}'. Default: made up.")
    private List<String> with = new ArrayList<>();

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "10",
            description = "How long each plugin may take before it is given up (default: ${DEFAULT-VALUE}).")
    private int minutes;

    @Override
    public Integer call() {
        if (minutes < 1) {
            throw new UserError(Problem.of("--minutes " + minutes + ": must be at least 1"));
        }
        if (!Files.isRegularFile(jar)) {
            throw new UserError(Problem.of("there is no jar " + jar, "name a file, such as target/my-ideas.jar"));
        }
        Path store = options.folders().store();
        Path copies = options.folders().pluginCopies();
        PluginRegistry registry = new PluginFolder(jar, copies).registry();
        registry.broken().forEach(problem -> options.warn(problem.toString()));
        if (registry.providers().stream().noneMatch(found -> found.origin() instanceof PluginOrigin.ThirdParty)) {
            throw new UserError(Problem.of(jar + ": there is no plugin in it that could be certified"));
        }
        JarCertificate certificate;
        try {
            TimeLimit limit = new TimeLimit(Duration.ofMinutes(minutes));
            certificate = new JarCertifier(
                            jar, copies, registry, given(registry), limit, step -> options.note("  " + step))
                    .certify();
        } catch (IOException e) {
            throw new UserError(
                    Problem.of("the plugins cannot be tried in another virtual machine: " + e.getMessage()));
        }
        Path file = new CertificateFiles(store).write(certificate);
        if (options.json()) {
            options.print(plain(certificate));
        } else {
            certificate.plugins().forEach(this::print);
            options.line("certificate: " + file);
        }
        return certificate.plugins().stream().allMatch(PluginCertificate::isWhole) ? 0 : 1;
    }

    private Map<String, String> given(PluginRegistry registry) {
        Map<String, String> given = new LinkedHashMap<>();
        for (String entry : with) {
            String id = entry.split(":", 2)[0].strip();
            if (registry.providers().stream()
                    .noneMatch(found -> found.id().equals(id) && found.origin() instanceof PluginOrigin.ThirdParty)) {
                throw new UserError(Problem.of(
                        "--with " + entry + ": there is no plugin \"" + id + "\" in " + jar,
                        "write its id, a colon and its settings: --with 'gated: {units: 8}'"));
            }
            given.put(id, "{" + entry + "}");
        }
        return given;
    }

    private void print(PluginCertificate plugin) {
        options.line(plugin.kind() + " " + plugin.id() + ", tried as " + plugin.settings() + ": " + plugin.met()
                + " of " + plugin.demands().size() + " demands met" + bits(plugin) + cost(plugin));
        for (CertifiedDemand demand : plugin.demands()) {
            if (!demand.isMet()) {
                options.out().println("  not met: " + TerminalText.line(demand.text()));
                demand.problem().lines().forEach(line -> options.out().println("    " + TerminalText.line(line)));
            }
        }
        if (!plugin.sameBits()) {
            new TreeMap<>(plugin.forms())
                    .forEach((form, digest) -> options.out().println("  " + form + ": " + TerminalText.line(digest)));
        }
    }

    private static String bits(PluginCertificate plugin) {
        if (plugin.forms().isEmpty()) {
            return "";
        }
        return plugin.sameBits()
                ? "; the same bits in " + plugin.forms().size() + " forms of the virtual machine"
                : "; other bits in some forms of the virtual machine";
    }

    private static String cost(PluginCertificate plugin) {
        return plugin.cost()
                .map(cost -> "; " + cost.bytes() + " bytes allocated in a step"
                        + (cost.comparedWith().isEmpty()
                                ? ""
                                : String.format(
                                        Locale.ROOT, ", %.2g times as long as %s", cost.ratio(), cost.comparedWith())))
                .orElse("");
    }

    private static Map<String, Object> plain(JarCertificate certificate) {
        return Map.of(
                "jar", certificate.jar(),
                "name", certificate.name(),
                "plugins",
                        certificate.plugins().stream()
                                .map(plugin -> Map.of(
                                        "kind", plugin.kind(),
                                        "id", plugin.id(),
                                        "settings", plugin.settings(),
                                        "demands",
                                                plugin.demands().stream()
                                                        .map(demand -> Map.of(
                                                                "demand", demand.text(), "problem", demand.problem()))
                                                        .toList(),
                                        "forms", plugin.forms(),
                                        "same-bits", plugin.sameBits()))
                                .toList());
    }
}
