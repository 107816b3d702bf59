package org.recurve.app.experiment;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.app.Golden;
import org.recurve.app.Installed;
import org.recurve.app.document.Overrides;
import org.recurve.app.problem.UserError;

/** What the user reads when a file is wrong. */
class ErrorsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown-key",
                "wrong-type",
                "missing-value",
                "out-of-bounds",
                "unknown-plugin",
                "duplicate-key",
                "bad-path",
                "changes-nothing",
                "several",
                "syntax",
                "references",
                "layers",
                "quick",
                "deltas",
                "changes",
                "modes",
                "sweeps",
                "searches",
                "sweep-paths",
                "sweep-by",
                "tuning",
                "optimizers",
                "nothing",
                "precision",
                "precision-few",
                "not-finite",
                "checkpoint",
                "checkpoint-bounds",
                "outcomes",
                "everywhere"
            })
    void filesAreWrongInOneShape(String name) {
        String source = name + ".yaml";
        UserError error = assertThrows(
                UserError.class,
                () -> ExperimentReader.read(source, Golden.input(source), Installed.plugins(), Overrides.NONE));
        new Golden(name).matches(error.getMessage());
    }
}
