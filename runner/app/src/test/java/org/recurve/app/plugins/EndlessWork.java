package org.recurve.app.plugins;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Ends plugins that would not end, after each test: the program gives them up and goes on, and they would take a processor from all
 * tests that come after.
 */
public final class EndlessWork implements AfterEachCallback {
    private static final String ENOUGH = "recurve.test.enough";

    /** A statement for a plugin's source: works on until it is ended from here. */
    public static final String SOURCE =
            "while (System.getProperty(\"" + ENOUGH + "\") == null) { Thread.onSpinWait(); }";

    /** Returns the threads in which this is at work. */
    public static List<Thread> threads() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().equals("plugin")
                        && Stream.of(thread.getValue())
                                .anyMatch(frame -> frame.getClassName().startsWith("stranger.")))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Waits until none is at work. */
    public static void end() throws InterruptedException {
        List<Thread> atWork = threads(); // before they are told: one that is about to end is in no plugin any more
        System.setProperty(ENOUGH, "");
        try {
            for (Thread thread : atWork) {
                assertTrue(thread.join(Duration.ofMinutes(2)), "it ends");
            }
        } finally {
            System.clearProperty(ENOUGH);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws InterruptedException {
        end();
    }
}
