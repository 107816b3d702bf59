package org.recurve.app.run;

import java.util.Optional;
import java.util.stream.Stream;
import org.recurve.app.display.StandardStreams;

/**
 * Watches for the process being ended by a plugin, from before any is loaded: such an end is said, with who called
 * {@link System#exit}, and has exit code 1 whatever the plugin gave.
 */
public final class ForeignExit implements AutoCloseable {
    private final Thread hook = new Thread(ForeignExit::end, "foreign exit");

    private ForeignExit() {}

    /** Watches until it is closed, after which the process may be ended by its owner. */
    public static ForeignExit watch() {
        ForeignExit watch = new ForeignExit();
        try {
            Runtime.getRuntime().addShutdownHook(watch.hook);
        } catch (IllegalStateException endingAlready) {
            // A signal came first; there is nothing to watch.
        }
        return watch;
    }

    /** Ends the process at once if it is being ended by a plugin. */
    static synchronized void end() {
        caller().ifPresent(by -> {
            StandardStreams.err()
                    .println("a plugin ended the process: System.exit was called by " + named(by)
                            + "; remove the call, or the plugin. What was acknowledged is kept, and the same command"
                            + " continues from there");
            Runtime.getRuntime().halt(1);
        });
    }

    private static String named(StackTraceElement frame) {
        String jar = frame.getClassLoaderName() == null ? "" : " in " + frame.getClassLoaderName();
        return frame.getClassName() + "." + frame.getMethodName() + " (" + frame.getFileName() + ":"
                + frame.getLineNumber() + jar + ")";
    }

    /** While this watches, nothing of ours calls {@link System#exit}, nor does a signal's thread. */
    private static Optional<StackTraceElement> caller() {
        return Thread.getAllStackTraces().values().stream()
                .flatMap(stack -> Stream.of(stack)
                        .dropWhile(frame -> !(frame.getClassName().equals(Runtime.class.getName())
                                && frame.getMethodName().equals("exit")))
                        .filter(frame -> Stream.of("java.", "jdk.", "sun.").noneMatch(frame.getClassName()::startsWith))
                        .findFirst()
                        .stream())
                .findFirst();
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            return;
        }
    }
}
