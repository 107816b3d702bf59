package org.recurve.app.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.recurve.app.configuration.FileSection;
import org.recurve.app.display.TerminalText;
import org.recurve.app.language.SectionDescription;
import org.recurve.app.language.SettingTable;
import org.recurve.app.option.CommonOptions;
import org.recurve.app.option.PluginsOption;
import org.recurve.app.plugins.PluginProvider;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.problem.NearestName;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;
import org.recurve.app.text.PluginCodeText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code recurve describe NAME}: what a plugin or section does, and its settings. */
@Command(
        name = "describe",
        mixinStandardHelpOptions = true,
        description = "Say what a plugin or a section of a file does, and its settings.")
final class DescribeCommand implements Callable<Integer> {
    @Mixin
    private final PluginsOption plugins = new PluginsOption();

    @Mixin
    private final CommonOptions options = new CommonOptions(plugins);

    @Parameters(
            paramLabel = "NAME",
            description =
                    "The id of a plugin, or a section, as in files; if several have that name, all are described.")
    private String id = "";

    @Override
    public Integer call() {
        PluginRegistry registry = options.withStore().registry();
        Optional<SectionDescription> section = FileSection.of(id).map(named -> new SectionDescription(named, registry));
        List<PluginProvider> found =
                registry.providers().stream().filter(p -> p.id().equals(id)).toList();
        if (found.isEmpty() && section.isEmpty()) {
            throw unknown(registry);
        }
        if (options.json()) {
            options.print(Stream.concat(
                            section.stream().map(SectionDescription::plain),
                            found.stream().map(DescribeCommand::plain))
                    .toList());
        } else {
            section.ifPresent(described -> options.out().println(described.text()));
            found.forEach(provider -> options.out().println(text(provider)));
        }
        return 0;
    }

    private UserError unknown(PluginRegistry registry) {
        List<String> names = Stream.concat(
                        registry.providers().stream().map(PluginProvider::id), FileSection.keys().stream())
                .distinct()
                .toList();
        List<String> help = new ArrayList<>(registry.help(id));
        help.add("sections: " + String.join(", ", FileSection.keys()));
        String message = "there is no plugin or section \"" + id + "\"." + NearestName.question(id, names);
        return new UserError(Problem.of(message, help.toArray(String[]::new)));
    }

    private static String text(PluginProvider provider) {
        return provider.named() + "  " + provider.kind().one() + ", "
                + TerminalText.line(provider.origin().toString()) + "\n"
                + TerminalText.line(provider.about().summary()) + "\n"
                + PluginCodeText.of(provider).map(code -> code + "\n").orElse("")
                + SettingTable.text(provider.config()) + "\n";
    }

    private static Map<String, Object> plain(PluginProvider provider) {
        return Map.of(
                "kind", provider.kind().one(),
                "id", provider.id(),
                "version", provider.about().version(),
                "summary", provider.about().summary(),
                "settings", SettingTable.plain(provider.config()));
    }
}
