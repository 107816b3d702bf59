package org.recurve.bench.measure;

import java.util.Arrays;
import java.util.List;

/** The body of every entrant's {@code main}: times its cases in order and prints the protocol to standard output. */
public final class Cases {
    private Cases() {}

    /**
     * Runs the cases whose name starts with one of the arguments, or all when there is none.
     *
     * @param about one line on what was loaded (version, instruction set, threads), printed as a comment
     */
    public static void run(String[] only, String about, List<Case> cases) {
        System.out.println("# " + about);
        System.out.println(Row.HEADER);
        Stopwatch stopwatch = new Stopwatch(Budget.fromProperties(), Clock.fromProperties());
        for (Case each : cases) {
            if (wanted(each.work().what(), only)) {
                Samples samples = stopwatch.time(each.setup().get());
                System.out.println(Row.of(each.work(), samples).toTsv());
            }
        }
    }

    private static boolean wanted(String what, String[] only) {
        return only.length == 0 || Arrays.stream(only).anyMatch(what::startsWith);
    }
}
