package org.recurve.app.command;

import java.util.concurrent.Callable;
import org.recurve.app.language.LanguageSchema;
import org.recurve.app.option.CommonOptions;
import org.recurve.app.option.PluginsOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code recurve schema}: the language of experiment files as a JSON Schema. */
@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        description = "Print a JSON Schema of experiment files, with all plugins that are installed, for editors.",
        footer = {
            "%nTo have an editor complete and check experiment files:",
            "  recurve schema > experiment.schema.json",
            "and as the first line of each file:",
            "  # yaml-language-server: $schema=experiment.schema.json"
        })
final class SchemaCommand implements Callable<Integer> {
    @Mixin
    private final PluginsOption plugins = new PluginsOption();

    @Mixin
    private final CommonOptions options = new CommonOptions(plugins);

    @Override
    public Integer call() {
        options.print(LanguageSchema.of(options.withStore().registry()));
        return 0;
    }
}
