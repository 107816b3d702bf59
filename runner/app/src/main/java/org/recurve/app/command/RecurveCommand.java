package org.recurve.app.command;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import org.recurve.app.display.TerminalWriter;
import org.recurve.app.run.FrameworkVersion;
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
        description = "Train, compare and report convolutional and recurrent networks.",
        subcommands = {
            RunCommand.class,
            ResumeCommand.class,
            CheckCommand.class,
            DoctorCommand.class,
            ListCommand.class,
            ShowCommand.class,
            DiffCommand.class,
            ReportCommand.class,
            VerifyCommand.class,
            ExportCommand.class,
            PackCommand.class,
            ImportCommand.class,
            ReindexCommand.class,
            NewCommand.class,
            PluginsCommand.class,
            DescribeCommand.class,
            DataCommand.class,
            HelpCommand.class
        })
public final class RecurveCommand {
    /** What {@code --version} prints. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"recurve " + FrameworkVersion.VERSION};
        }
    }

    /** Runs one command, whose answers and messages are cleaned for a terminal; the exit code is 0 (done), 1 (ran and failed) or 2 (the input is wrong). */
    public static int execute(Writer standardOutput, Writer standardError, String... args) {
        PrintWriter out = TerminalWriter.printer(standardOutput);
        PrintWriter err = TerminalWriter.printer(standardError);
        CommandLine line = new CommandLine(new RecurveCommand())
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
}
