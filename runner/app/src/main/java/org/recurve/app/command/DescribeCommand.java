package org.recurve.app.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.recurve.app.binding.ConfigSetting;
import org.recurve.app.binding.TypeWords;
import org.recurve.app.display.TerminalText;
import org.recurve.app.display.TextTable;
import org.recurve.app.option.CommonOptions;
import org.recurve.app.option.PluginsOption;
import org.recurve.app.plugins.PluginProvider;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.problem.NearestName;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code recurve describe PLUGIN}: what a plugin computes, and its settings. */
@Command(
        name = "describe",
        mixinStandardHelpOptions = true,
        description = "Say what a plugin computes, and its settings.")
final class DescribeCommand implements Callable<Integer> {
    @Mixin
    private final PluginsOption plugins = new PluginsOption();

    @Mixin
    private final CommonOptions options = new CommonOptions(plugins);

    @Parameters(
            paramLabel = "PLUGIN",
            description = "Its id, as in files; if several kinds share it, all are described.")
    private String id = "";

    @Override
    public Integer call() {
        List<PluginProvider> found = find(options.withStore().registry());
        if (options.json()) {
            options.print(found.stream().map(DescribeCommand::plain).toList());
        } else {
            found.forEach(provider -> options.out().println(text(provider)));
        }
        return 0;
    }

    private List<PluginProvider> find(PluginRegistry registry) {
        List<PluginProvider> found =
                registry.providers().stream().filter(p -> p.id().equals(id)).toList();
        if (found.isEmpty()) {
            List<String> ids = registry.providers().stream()
                    .map(PluginProvider::id)
                    .distinct()
                    .toList();
            String message = "there is no plugin \"" + id + "\"." + NearestName.question(id, ids);
            throw new UserError(Problem.of(message, registry.help(id).toArray(String[]::new)));
        }
        return found;
    }

    private static String text(PluginProvider provider) {
        StringBuilder text = new StringBuilder();
        text.append(provider.named())
                .append("  ")
                .append(provider.kind().one())
                .append(", ")
                .append(TerminalText.line(provider.origin().toString()));
        text.append('\n').append(TerminalText.line(provider.about().summary())).append('\n');
        List<List<String>> rows = ConfigSetting.of(provider.config()).stream()
                .map(s -> List.of("  " + s.name(), values(s), standard(s), s.doc()))
                .toList();
        text.append(rows.isEmpty() ? "no settings" : "settings\n" + TextTable.of(rows))
                .append('\n');
        return text.toString();
    }

    private static String values(ConfigSetting setting) {
        List<String> words = new ArrayList<>(List.of(TypeWords.of(setting.type())));
        words.addAll(setting.limits());
        return String.join(", ", words);
    }

    private static String standard(ConfigSetting setting) {
        String main = setting.isMain() ? ", filled by a bare value" : "";
        return setting.fallback()
                .map(value -> "default " + value + main)
                .orElse((setting.isOptional() ? "optional" : "required") + main);
    }

    private static Map<String, Object> plain(PluginProvider provider) {
        return Map.of(
                "kind", provider.kind().one(),
                "id", provider.id(),
                "version", provider.about().version(),
                "summary", provider.about().summary(),
                "settings",
                        ConfigSetting.of(provider.config()).stream()
                                .sorted(Comparator.comparing(ConfigSetting::name))
                                .map(DescribeCommand::plain)
                                .toList());
    }

    private static Map<String, Object> plain(ConfigSetting setting) {
        return Map.of(
                "name", setting.name(),
                "type", TypeWords.of(setting.type()),
                "limits", setting.limits(),
                "default", setting.fallback(),
                "required", !setting.isOptional(),
                "main", setting.isMain(),
                "doc", setting.doc());
    }
}
