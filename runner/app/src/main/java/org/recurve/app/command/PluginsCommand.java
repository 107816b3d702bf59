package org.recurve.app.command;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.recurve.app.display.Table;
import org.recurve.app.plugins.Provider;
import org.recurve.app.plugins.Registry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code recurve plugins}: what there is to name in an experiment file. */
@Command(name = "plugins", mixinStandardHelpOptions = true, description = "List the plugins that files can name.")
final class PluginsCommand implements Callable<Integer> {
    @Mixin
    private final PluginsOption plugins = new PluginsOption();

    @Mixin
    private final Common common = new Common(plugins);

    @Override
    public Integer call() {
        Registry registry = common.withStore().registry();
        if (common.json()) {
            common.print(
                    registry.providers().stream().map(PluginsCommand::plain).toList());
        } else {
            common.out()
                    .println(Table.of(registry.providers().stream()
                            .map(p -> List.of(
                                    p.kind().one(),
                                    p.named(),
                                    p.origin().toString(),
                                    p.about().summary()))
                            .toList()));
        }
        return 0;
    }

    private static Map<String, Object> plain(Provider provider) {
        return Map.of(
                "kind", provider.kind().one(),
                "id", provider.id(),
                "version", provider.about().version(),
                "summary", provider.about().summary(),
                "origin", provider.origin().toString(),
                "identity", provider.identity());
    }
}
