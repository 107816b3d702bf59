package org.recurve.app.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.recurve.api.plugin.Spec;
import org.recurve.api.report.ReportSection;
import org.recurve.app.binding.PartNames;
import org.recurve.app.binding.SettingOwner;
import org.recurve.app.binding.SettingsBinder;
import org.recurve.app.document.FileText;
import org.recurve.app.location.UserConfiguration;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.ProblemCollector;
import org.recurve.app.problem.SourcePosition;
import org.recurve.app.problem.UserError;
import org.recurve.app.yaml.YamlNode;
import org.recurve.app.yaml.YamlNode.MappingEntry;
import org.recurve.app.yaml.YamlNode.MappingNode;
import org.recurve.app.yaml.YamlNode.SequenceNode;
import org.recurve.app.yaml.YamlReader;
import org.recurve.reports.style.LogoImage;
import org.recurve.reports.style.ReportStyle;
import org.recurve.storage.file.DiskFailure;

/** A file with the style of reports, and the sections that plugins make for them. */
record StyleFile(ReportStyle style, List<RequestedSection> sections) {
    static final String NAME = "report.yaml";

    private static final String LOGO = "logo";
    private static final String SECTIONS = "sections";

    /** Returns the file that counts where none is named: the store's, else the user's; empty if there is none. */
    static Optional<Path> usual(Path store, Map<String, String> environment, Path home) {
        return Stream.of(store, UserConfiguration.folder(environment, home))
                .map(folder -> folder.resolve(NAME))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /**
     * Reads a file; throws {@link UserError} that names every problem.
     *
     * @param plugins asked only if the file names sections
     */
    static StyleFile read(Path file, Supplier<PluginRegistry> plugins) {
        ProblemCollector collector = new ProblemCollector();
        YamlNode root;
        try {
            root = YamlReader.file(file.toString(), FileText.read(file), collector);
        } catch (FileText.Unreadable e) {
            throw new UserError(Problem.of("cannot read the style " + file + ": " + e.getMessage()), e);
        }
        if (!(root instanceof MappingNode given)) {
            throw new UserError(Problem.at(
                    root.place(),
                    "",
                    "expected the settings of a report's style, found " + root.described(),
                    "write some, such as lab: Vision Lab"));
        }
        Optional<MappingEntry> sections = given.entry(SECTIONS);
        PluginRegistry registry =
                sections.isPresent() ? plugins.get() : new PluginRegistry(List.of(), List.of(), List.of());
        SettingsBinder binder = new SettingsBinder(registry, PartNames.fixed(Set.of(), collector), collector);
        SettingOwner owner = new SettingOwner("a report's style", "a report's style", root.place(), "");
        Optional<StyleSettings> settings =
                binder.record(StyleSettings.class, given, owner).map(bound -> bound.value());
        Optional<LogoImage> logo = settings.flatMap(StyleSettings::logo)
                .flatMap(name -> logo(file.resolveSibling(name), given, collector));
        List<StyleFile> read = new ArrayList<>();
        settings.ifPresent(it -> {
            try {
                read.add(new StyleFile(
                        new ReportStyle(
                                it.lab(),
                                it.text(),
                                logo,
                                it.accent().map(StyleSettings.TextColour::pair),
                                it.variants().stream()
                                        .map(StyleSettings.LineColour::pair)
                                        .toList()),
                        requested(it.sections(), sections)));
            } catch (IllegalArgumentException e) {
                collector.add(place(given, "variants"), "variants", String.valueOf(e.getMessage()));
            }
        });
        collector.raise();
        return read.getFirst();
    }

    private static List<RequestedSection> requested(
            List<Spec<ReportSection<?>>> specs, Optional<MappingEntry> written) {
        List<RequestedSection> requested = new ArrayList<>();
        for (int i = 0; i < specs.size(); i++) {
            int item = i;
            String place = written.map(entry -> entry.value() instanceof SequenceNode list
                            ? list.items().get(item).place()
                            : entry.value().place())
                    .map(SourcePosition::toString)
                    .orElse("");
            requested.add(new RequestedSection(specs.get(i), place + ": " + SECTIONS));
        }
        return requested;
    }

    private static SourcePosition place(MappingNode given, String key) {
        return given.entry(key).map(MappingEntry::place).orElse(given.place());
    }

    private static Optional<LogoImage> logo(Path file, MappingNode given, ProblemCollector collector) {
        String problem;
        if (!Files.isRegularFile(file)) {
            problem = Files.exists(file) ? "it is not a regular file" : "there is no such file";
        } else {
            try (InputStream in = Files.newInputStream(file)) {
                return Optional.of(LogoImage.of(in.readNBytes(LogoImage.MOST_BYTES + 1)));
            } catch (IOException e) {
                problem = DiskFailure.reason(e);
            } catch (IllegalArgumentException e) {
                problem = String.valueOf(e.getMessage());
            }
        }
        collector.add(place(given, LOGO), LOGO, "cannot use " + file + ": " + problem);
        return Optional.empty();
    }
}
