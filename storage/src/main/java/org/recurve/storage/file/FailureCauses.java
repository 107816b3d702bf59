package org.recurve.storage.file;

import java.util.stream.Stream;

/** Looks behind a failure that others wrapped. */
public final class FailureCauses {
    private static final int DEEPEST = 64;

    private FailureCauses() {}

    /** Returns the failure itself, its cause, the cause of that, and so on. */
    public static Stream<Throwable> of(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(DEEPEST);
    }

    /** Throws the error of the virtual machine that is behind a failure, if one is: no heap says nothing about a file. */
    public static void rethrowErrors(Throwable failure) {
        of(failure)
                .filter(VirtualMachineError.class::isInstance)
                .map(VirtualMachineError.class::cast)
                .findFirst()
                .ifPresent(error -> {
                    throw error;
                });
    }
}
