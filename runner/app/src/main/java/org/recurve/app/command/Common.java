package org.recurve.app.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.recurve.app.binding.ProviderCheck;
import org.recurve.app.data.Cache;
import org.recurve.app.display.TerminalText;
import org.recurve.app.plugins.PluginFolder;
import org.recurve.app.plugins.Registry;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;
import org.recurve.app.run.Folders;
import org.recurve.app.run.Logging;
import org.recurve.app.yaml.CanonicalJson;
import org.recurve.storage.Store;
import picocli.CommandLine;
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

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where data of one's own lies, for data sets that name files (default: here).")
    private Path own = Path.of("");

    @Option(names = "--json", description = "Answer in JSON.")
    private boolean json;

    @Option(names = "--debug", description = "Show stack traces.")
    private boolean debug;

    boolean json() {
        return json;
    }

    Folders folders() {
        Path folder = Optional.ofNullable(plugins).orElse(store.resolve("plugins"));
        return new Folders(store, folder, Cache.folder(), own, Path.of(""));
    }

    Registry registry() {
        if (debug) {
            Logging.showTraces();
        }
        Folders folders = folders();
        Registry registry = ProviderCheck.sound(new PluginFolder(folders.plugins(), folders.pluginCopies()).registry());
        registry.broken().forEach(problem -> err().println("warning: " + problem));
        return registry;
    }

    PrintWriter out() {
        return line().getOut();
    }

    PrintWriter err() {
        return line().getErr();
    }

    /** Prints one line, whatever is in it. */
    void line(String text) {
        out().println(TerminalText.line(text));
    }

    /** Says something on standard error, in one line. */
    void note(String text) {
        err().println(TerminalText.line(text));
    }

    /** Says on standard error what does not stop the command, in one line. */
    void warn(String text) {
        note("warning: " + text);
    }

    /** Opens the store for reading; a folder without one is reported rather than filled. */
    Store open() {
        if (!Store.exists(store)) {
            throw new UserError(Problem.of(
                    "there is no store in " + store, "run a study first, or name the folder of one with --store"));
        }
        return Store.open(store);
    }

    void print(Object plain) {
        out().println(CanonicalJson.write(plain));
    }

    private CommandLine line() {
        return Objects.requireNonNull(command, "filled by picocli").commandLine();
    }
}
