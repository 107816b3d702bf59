package org.recurve.app.execution;

import java.util.List;
import org.recurve.app.option.CommonOptions;
import picocli.CommandLine.ExitCode;

/**
 * Describes what every command says that reads damaged data: on standard error and by its exit code, since what it shows is not all
 * that there was.
 */
public final class DamageReport {
    /** Under this key in JSON. */
    public static final String KEY = "damages";

    private DamageReport() {}

    /** Says it; returns the command's exit code if all else went well. */
    public static int tell(List<String> damages, CommonOptions options) {
        damages.forEach(options::warn);
        return damages.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
