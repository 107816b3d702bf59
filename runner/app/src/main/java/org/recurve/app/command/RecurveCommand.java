package org.recurve.app.command;

import java.io.PrintWriter;
import java.io.Writer;
import java.time.Clock;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.app.certificate.CertifyCommand;
import org.recurve.app.cluster.KubernetesCommand;
import org.recurve.app.cluster.SlurmCommand;
import org.recurve.app.display.TerminalWriter;
import org.recurve.app.housekeeping.DuCommand;
import org.recurve.app.housekeeping.GcCommand;
import org.recurve.app.housekeeping.NoteCommand;
import org.recurve.app.housekeeping.RenameCommand;
import org.recurve.app.housekeeping.RmCommand;
import org.recurve.app.housekeeping.TagCommand;
import org.recurve.app.housekeeping.WhereCommand;
import org.recurve.app.option.ClockSource;
import org.recurve.app.predict.EvaluateCommand;
import org.recurve.app.predict.PredictCommand;
import org.recurve.app.queue.WorkCommand;
import org.recurve.app.run.FrameworkVersion;
import org.recurve.app.watch.WatchCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;

/** The root of all commands. */
@Command(
        name = "recurve",
        mixinStandardHelpOptions = true,
        versionProvider = RecurveCommand.Version.class,
        description = "Train, compare and report convolutional and recurrent networks.")
public final class RecurveCommand implements ClockSource {
    /** All commands by their names, in the order of the help. */
    static final Map<String, Class<?>> COMMANDS = commands();

    private final Clock clock;

    RecurveCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    private static Map<String, Class<?>> commands() {
        Map<String, Class<?>> commands = new LinkedHashMap<>();
        commands.put("run", RunCommand.class);
        commands.put("resume", ResumeCommand.class);
        commands.put("work", WorkCommand.class);
        commands.put("slurm", SlurmCommand.class);
        commands.put("kubernetes", KubernetesCommand.class);
        commands.put("check", CheckCommand.class);
        commands.put("doctor", DoctorCommand.class);
        commands.put("list", ListCommand.class);
        commands.put("show", ShowCommand.class);
        commands.put("sql", SqlCommand.class);
        commands.put("diff", DiffCommand.class);
        commands.put("report", ReportCommand.class);
        commands.put("watch", WatchCommand.class);
        commands.put("verify", VerifyCommand.class);
        commands.put("export", ExportCommand.class);
        commands.put("evaluate", EvaluateCommand.class);
        commands.put("predict", PredictCommand.class);
        commands.put("pack", PackCommand.class);
        commands.put("import", ImportCommand.class);
        commands.put("reindex", ReindexCommand.class);
        commands.put("where", WhereCommand.class);
        commands.put("tag", TagCommand.class);
        commands.put("note", NoteCommand.class);
        commands.put("rename", RenameCommand.class);
        commands.put("du", DuCommand.class);
        commands.put("rm", RmCommand.class);
        commands.put("gc", GcCommand.class);
        commands.put("new", NewCommand.class);
        commands.put("plugins", PluginsCommand.class);
        commands.put("describe", DescribeCommand.class);
        commands.put("certify", CertifyCommand.class);
        commands.put("schema", SchemaCommand.class);
        commands.put("data", DataCommand.class);
        commands.put("help", HelpCommand.class);
        return Collections.unmodifiableMap(commands);
    }

    /** Describes what {@code --version} prints. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"recurve " + FrameworkVersion.VERSION};
        }
    }

    /** Runs one command, whose answers and messages are cleaned for a terminal; the exit code is 0 (done), 1 (ran and failed) or 2 (the input is wrong). */
    public static int execute(Writer standardOutput, Writer standardError, String... args) {
        return execute(Clock.systemDefaultZone(), standardOutput, standardError, args);
    }

    /** Returns the same at another time. */
    static int execute(Clock clock, Writer standardOutput, Writer standardError, String... args) {
        PrintWriter out = TerminalWriter.printer(standardOutput);
        PrintWriter err = TerminalWriter.printer(standardError);
        CommandLine line = line(clock, args)
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF))
                .setParameterExceptionHandler(CommandFailure::misused)
                .setExecutionExceptionHandler(CommandFailure::report);
        try {
            return line.execute(args);
        } catch (Error e) { // picocli hands over exceptions alone
            return CommandFailure.report(e, err, List.of(args));
        }
    }

    /** Returns the parser of these words. If they begin with a command, it knows no other: all take as long as a small answer. */
    static CommandLine line(String... args) {
        return line(Clock.systemDefaultZone(), args);
    }

    private static CommandLine line(Clock clock, String... args) {
        Optional<Class<?>> named = args.length == 0 || args[0].equals("help")
                ? Optional.empty()
                : Optional.ofNullable(COMMANDS.get(args[0]));
        CommandLine line = new CommandLine(new RecurveCommand(clock));
        named.<Collection<Class<?>>>map(List::of).orElse(COMMANDS.values()).forEach(line::addSubcommand);
        return line;
    }
}
