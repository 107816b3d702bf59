package org.recurve.app.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.recurve.api.event.PluginCode;
import org.recurve.app.catalogue.CatalogueBuilder;
import org.recurve.app.display.TextTable;
import org.recurve.app.option.CommonOptions;
import org.recurve.app.option.PluginsOption;
import org.recurve.app.plugins.PluginProvider;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.text.PluginCodeText;
import org.recurve.engine.identity.PluginSource;
import org.recurve.reports.PluginCatalogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code recurve plugins}: what there is to name in an experiment file. */
@Command(name = "plugins", mixinStandardHelpOptions = true, description = "List the plugins that files can name.")
final class PluginsCommand implements Callable<Integer> {
    @Mixin
    private final PluginsOption plugins = new PluginsOption();

    @Mixin
    private final CommonOptions options = new CommonOptions(plugins);

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Write a catalogue as one HTML file: formulas, settings, examples and pictures.")
    private Optional<Path> html = Optional.empty();

    @Override
    public Integer call() {
        PluginRegistry registry = options.withStore().registry();
        if (html.isPresent()) {
            PluginCatalogue.write(CatalogueBuilder.of(registry), html.get());
            options.line("catalogue: " + html.get());
            return 0;
        }
        if (options.json()) {
            options.print(
                    registry.providers().stream().map(PluginsCommand::plain).toList());
        } else {
            options.out()
                    .println(TextTable.of(registry.providers().stream()
                            .map(p -> List.of(
                                    p.kind().one(),
                                    p.named(),
                                    p.origin().toString(),
                                    p.about().summary()))
                            .toList()));
            registry.providers().stream()
                    .flatMap(provider -> PluginCodeText.whole(provider).stream())
                    .forEach(options::line);
            registry.places().forEach(place -> options.line("searched for jars: " + place));
        }
        return 0;
    }

    private static Map<String, Object> plain(PluginProvider provider) {
        Map<String, Object> plain = new TreeMap<>(Map.of(
                "kind", provider.kind().one(),
                "id", provider.id(),
                "version", provider.about().version(),
                "summary", provider.about().summary(),
                "origin", provider.origin().toString(),
                "identity", provider.identity()));
        if (provider.source() instanceof PluginSource.Jar(PluginCode code)) {
            plain.put("jar", code.jar());
            plain.put("whole-jar", code.whole());
        }
        return plain;
    }
}
