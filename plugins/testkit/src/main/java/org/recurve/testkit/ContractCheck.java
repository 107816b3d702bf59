package org.recurve.testkit;

import java.util.Optional;
import org.junit.jupiter.api.function.Executable;

/** A demand, and how to find out whether it is met. */
record ContractCheck(String demand, Executable test) {
    /** Returns what is wrong; empty if the demand is met. */
    Optional<Throwable> failure() {
        try {
            test.execute();
            return Optional.empty();
        } catch (Throwable wrong) { // a test may throw anything, and a plugin's too
            return Optional.of(wrong);
        }
    }
}
