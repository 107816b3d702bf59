package org.recurve.app.command;

import java.io.PrintWriter;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;
import org.recurve.storage.journal.StoreException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParseResult;

/** Says what went wrong, and chooses the exit code. Stack traces are shown only with {@code --debug}. */
final class Failure {
    private Failure() {}

    static int report(Exception failure, CommandLine command, ParseResult arguments) {
        PrintWriter err = command.getErr();
        if (arguments.originalArgs().contains("--debug")) {
            failure.printStackTrace(err);
        }
        return switch (failure) {
            case UserError user -> {
                err.println(user.getMessage());
                yield ExitCode.USAGE;
            }
            case InvalidSetting invalid -> {
                err.println(invalid.getMessage());
                yield ExitCode.USAGE;
            }
            case StoreException store -> {
                err.println(store.getMessage());
                yield ExitCode.SOFTWARE;
            }
            default -> {
                err.println(Problem.of(
                        "something inside failed: " + failure, "run again with --debug to see where, and report it"));
                yield ExitCode.SOFTWARE;
            }
        };
    }
}
