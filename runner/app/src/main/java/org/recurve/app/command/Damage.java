package org.recurve.app.command;

import java.util.List;
import picocli.CommandLine.ExitCode;

/**
 * What every command says that reads damaged data: on standard error and by its exit code, since what it shows is not all
 * that there was.
 */
final class Damage {
    /** Under this key in JSON. */
    static final String KEY = "damages";

    private Damage() {}

    /** Says it; returns the command's exit code if all else went well. */
    static int tell(List<String> damages, Common common) {
        damages.forEach(common::warn);
        return damages.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
