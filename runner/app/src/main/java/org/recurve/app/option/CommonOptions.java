package org.recurve.app.option;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.recurve.app.binding.ProviderCheck;
import org.recurve.app.configuration.StartSources;
import org.recurve.app.data.DataCache;
import org.recurve.app.display.TerminalText;
import org.recurve.app.display.TimeText;
import org.recurve.app.location.StoreLocation;
import org.recurve.app.location.StoreSearch;
import org.recurve.app.plugins.PluginPath;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;
import org.recurve.app.run.LogSetup;
import org.recurve.app.run.RunFolders;
import org.recurve.app.start.StoredStarts;
import org.recurve.app.yaml.CanonicalJson;
import org.recurve.storage.Store;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options that every command has, and the folders that all its options name. Filled by picocli. */
public final class CommonOptions {
    private static final String STORE = "--store";

    private final Optional<PluginsOption> plugins;
    private final Optional<DataOption> own;

    @Spec(Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = STORE,
            paramLabel = "DIR",
            description =
                    "Where studies are kept (default: the folder in RECURVE_STORE, else .recurve here or in the nearest"
                            + " parent folder that has one; recurve where tells).")
    private Optional<Path> store = Optional.empty();

    private @Nullable StoreLocation location;

    @Option(names = "--json", description = "Answer in JSON.")
    private boolean json;

    @Option(names = "--debug", description = "Show stack traces.")
    private boolean debug;

    private CommonOptions(Optional<PluginsOption> plugins, Optional<DataOption> own) {
        this.plugins = plugins;
        this.own = own;
    }

    /** Makes the options of a command that reads the store alone. */
    public CommonOptions() {
        this(Optional.empty(), Optional.empty());
    }

    /** Makes the options of a command that loads plugins. */
    public CommonOptions(PluginsOption plugins) {
        this(Optional.of(plugins), Optional.empty());
    }

    /** Makes the options of a command that reads data. */
    public CommonOptions(DataOption own) {
        this(Optional.empty(), Optional.of(own));
    }

    /** Makes the options of a command that loads plugins and reads data. */
    public CommonOptions(PluginsOption plugins, DataOption own) {
        this(Optional.of(plugins), Optional.of(own));
    }

    public boolean json() {
        return json;
    }

    /** Returns which store is used, and why; the first time, says which ones of other users are left alone. */
    public StoreLocation location() {
        if (location == null) {
            location = StoreSearch.ofProcess().find(store);
            location.strangers().forEach(stranger -> warn(stranger.text()));
        }
        return location;
    }

    public RunFolders folders() {
        Path folder = location().folder();
        Path jars = plugins.map(option -> option.folder(folder)).orElse(folder.resolve("plugins"));
        return new RunFolders(
                folder, jars, DataCache.folder(), own.map(DataOption::folder).orElse(Path.of("")), Path.of(""));
    }

    /** Returns where the weights are looked for that trainings start from. */
    public StartSources starts() {
        return new StoredStarts(folders().store(), folders().own());
    }

    /** Returns where jars with plugins are looked for. */
    public PluginPath pluginPath() {
        return plugins.orElseGet(PluginsOption::new).path(location().folder());
    }

    public PluginRegistry registry() {
        if (debug) {
            LogSetup.showTraces();
        }
        PluginRegistry registry =
                ProviderCheck.sound(pluginPath().registry(folders().pluginCopies()));
        registry.broken().forEach(problem -> err().println("warning: " + problem));
        return registry;
    }

    public PrintWriter out() {
        return line().getOut();
    }

    public PrintWriter err() {
        return line().getErr();
    }

    /** Prints one line, whatever is in it. */
    public void line(String text) {
        out().println(TerminalText.line(text));
    }

    /** Says something on standard error, in one line. */
    public void note(String text) {
        err().println(TerminalText.line(text));
    }

    /** Says on standard error what does not stop the command, in one line. */
    public void warn(String text) {
        note("warning: " + text);
    }

    /** Opens the store for reading; a folder without one is reported rather than filled. */
    public Store open() {
        present();
        return Store.openToAsk(location().folder());
    }

    /** Reports a folder without a store. */
    public void present() {
        Path folder = location().folder();
        if (!Store.exists(folder)) {
            String where = switch (location().reason()) {
                case OPTION, HERE, PARENT -> "";
                case VARIABLE -> ", which " + StoreSearch.VARIABLE + " names";
                case NEW -> ", nor in a parent folder";
            };
            throw new UserError(Problem.of(
                    "there is no store in " + folder + where,
                    "run a study first, or name the folder of one with --store"));
        }
    }

    /** Returns a store that was named must be there, for commands that would find nothing without it. */
    public CommonOptions withStore() {
        store.ifPresent(folder -> ExistingFolder.folder(STORE, folder));
        return this;
    }

    /** Returns how times are said. */
    public TimeText times() {
        Object root = line().getCommandSpec().root().userObject();
        return new TimeText(root instanceof ClockSource source ? source.clock() : Clock.systemDefaultZone());
    }

    public void print(Object plain) {
        out().println(CanonicalJson.write(plain));
    }

    private CommandLine line() {
        return Objects.requireNonNull(command, "filled by picocli").commandLine();
    }
}
