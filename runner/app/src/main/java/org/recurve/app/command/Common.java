package org.recurve.app.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.recurve.app.data.Cache;
import org.recurve.app.plugins.PluginFolder;
import org.recurve.app.plugins.Registry;
import org.recurve.app.yaml.CanonicalJson;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options that every command has. Filled by picocli. */
final class Common {
    @Spec(Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(names = "--store", paramLabel = "DIR", description = "Where studies are kept (default: .recurve).")
    private Path store = Path.of(".recurve");

    @Option(
            names = "--plugins",
            paramLabel = "DIR",
            description = "Where jars with plugins are dropped (default: plugins in the store).")
    private @Nullable Path plugins;

    @Option(names = "--json", description = "Answer in JSON.")
    private boolean json;

    @Option(names = "--debug", description = "Show stack traces.")
    private boolean debug;

    Path store() {
        return store;
    }

    boolean json() {
        return json;
    }

    Registry registry() {
        Path folder = Optional.ofNullable(plugins).orElse(store.resolve("plugins"));
        Registry registry = new PluginFolder(folder, Cache.folder().resolve("plugins")).registry();
        registry.broken().forEach(problem -> err().println("warning: " + problem));
        return registry;
    }

    PrintWriter out() {
        return line().getOut();
    }

    PrintWriter err() {
        return line().getErr();
    }

    void print(Object plain) {
        out().println(CanonicalJson.write(plain));
    }

    private picocli.CommandLine line() {
        return java.util.Objects.requireNonNull(command, "filled by picocli").commandLine();
    }
}
