package org.recurve.app.command;

import com.google.inject.ProvisionException;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Objects;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.PluginFailure;
import org.recurve.app.display.TerminalText;
import org.recurve.app.problem.BrokenPlugin;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;
import org.recurve.engine.bus.RecordingFailed;
import org.recurve.engine.executor.ResultsDiffer;
import org.recurve.engine.executor.SiteFailure;
import org.recurve.storage.file.StoreException;
import org.recurve.storage.pack.RefusedPack;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong, and chooses the exit code. Stack traces are shown only with {@code --debug}. */
final class CommandFailure {
    private CommandFailure() {}

    /** Says what is wrong with the words of a command, and what was probably meant, or how the command is used. */
    static int misused(ParameterException mistake, String[] words) {
        CommandLine command = mistake.getCommandLine();
        command.getErr().println(TerminalText.line(String.valueOf(mistake.getMessage())));
        if (!UnmatchedArgumentException.printSuggestions(mistake, command.getErr())) {
            command.usage(command.getErr());
        }
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    static int report(Exception failure, CommandLine command, ParseResult arguments) {
        return report(failure, command.getErr(), arguments.originalArgs());
    }

    static int report(Throwable failure, PrintWriter err, List<String> arguments) {
        if (arguments.contains("--debug")) {
            (failure instanceof BrokenPlugin ? Objects.requireNonNullElse(failure.getCause(), failure) : failure)
                    .printStackTrace(err);
        }
        return switch (failure) {
            // Guice wraps what its providers throw, such as a store that cannot be opened.
            case ProvisionException wrapped
            when wrapped.getCause() != null -> report(wrapped.getCause(), err, List.of());
            case UserError user -> say(err, String.valueOf(user.getMessage()), ExitCode.USAGE);
            case InvalidSetting invalid -> say(err, invalid, ExitCode.USAGE);
            case RefusedPack refusedPack -> say(err, refusedPack, ExitCode.USAGE);
            case BrokenPlugin plugin -> say(err, plugin(String.valueOf(plugin.getMessage())), ExitCode.SOFTWARE);
            case PluginFailure plugin -> say(err, plugin(located(plugin)), ExitCode.SOFTWARE);
            case StoreException store -> say(err, store, ExitCode.SOFTWARE);
            case RecordingFailed failed -> say(err, failed, ExitCode.SOFTWARE);
            case ResultsDiffer differ -> say(err, differ, ExitCode.SOFTWARE);
            case SiteFailure site -> say(err, site, ExitCode.SOFTWARE);
            case OutOfMemoryError full ->
                say(
                        err,
                        Problem.of(
                                        "the heap is too small for this (" + full.getMessage() + ")",
                                        "use fewer --jobs or smaller batches, or give the JVM more:"
                                                + " RECURVE_JAVA_OPTS=-Xmx8g")
                                .toString(),
                        ExitCode.SOFTWARE);
            case StackOverflowError deep ->
                say(
                        err,
                        Problem.of(
                                        "this is nested, or its layers follow one another, more deeply than the stack allows",
                                        "use fewer layers, or give the JVM more: RECURVE_JAVA_OPTS=-Xss64m")
                                .toString(),
                        ExitCode.SOFTWARE);
            case InvalidPathException path -> say(err, cannotBePath(path).toString(), ExitCode.USAGE);
            default ->
                say(
                        err,
                        Problem.of(
                                        "something inside failed: " + failure,
                                        "run again with --debug to see where, and report it")
                                .toString(),
                        ExitCode.SOFTWARE);
        };
    }

    private static String located(PluginFailure failure) {
        return (failure.part().isEmpty() ? "" : failure.part() + ": ") + failure.getMessage();
    }

    private static String plugin(String message) {
        return Problem.of(
                        message,
                        "the plugin's code failed, and not the experiment: tell its author; --debug shows where,"
                                + " its author's lines first")
                .toString();
    }

    private static Problem cannotBePath(InvalidPathException path) {
        String encoding = System.getProperty("sun.jnu.encoding", "unknown");
        String what = "\"" + path.getInput() + "\" cannot be the name of a file here: " + path.getReason();
        return encoding.equalsIgnoreCase("UTF-8")
                ? Problem.of(what)
                : Problem.of(
                        what,
                        "names of files are in " + encoding + " here, which the locale says; choose one in UTF-8, as by"
                                + " LC_ALL=C.UTF-8");
    }

    private static int say(PrintWriter err, Throwable failure, int code) {
        return say(err, Problem.of(String.valueOf(failure.getMessage())).toString(), code);
    }

    private static int say(PrintWriter err, String message, int code) {
        err.println(message);
        return code;
    }
}
