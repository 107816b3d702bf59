package org.recurve.app.run;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.recurve.app.configuration.Configuration;
import org.recurve.app.display.AmountText;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;
import org.recurve.app.run.VariantPlanner.VariantPlan;

/**
 * The memory that trials may share: the JVM's heap without what is in use already, data sets and traced models above all.
 *
 * @param heap bytes that this JVM may take
 * @param free of these, for trials
 */
public record MemoryBudget(long heap, long free) {
    /** Says what events, journals and garbage take. */
    private static final double SPARE = 0.1;

    /** Returns the budget of this JVM now, looked at more closely if so many trials of these plans seem not to fit. */
    public static MemoryBudget here(List<VariantPlan> plans, int jobs) {
        MemoryBudget budget = now();
        if (jobs * hungriest(plans).memory().bytes() <= budget.free) {
            return budget;
        }
        Runtime.getRuntime().gc(); // what tracing left behind is in nobody's way
        return now();
    }

    private static MemoryBudget now() {
        Runtime runtime = Runtime.getRuntime();
        long used = runtime.totalMemory() - runtime.freeMemory();
        return new MemoryBudget(runtime.maxMemory(), Math.max(0, (long) ((1 - SPARE) * runtime.maxMemory()) - used));
    }

    /** Returns the plan whose trials take the most. */
    public static VariantPlan hungriest(List<VariantPlan> plans) {
        return plans.stream()
                .max(Comparator.comparingLong(plan -> plan.memory().bytes()))
                .orElseThrow();
    }

    /** Returns how many trials of these plans fit side by side; {@link UserError} if not even one does. */
    public int jobs(List<VariantPlan> plans) {
        VariantPlan hungriest = hungriest(plans);
        long most = hungriest.memory().bytes();
        if (most > free) {
            Configuration configuration = hungriest.variant().configuration();
            throw new UserError(Problem.at(
                    configuration.place("model"),
                    "model",
                    "a trial of " + hungriest.variant().title() + " takes " + AmountText.bytes(most) + ", "
                            + AmountText.bytes(hungriest.memory().activations())
                            + " of it for activations, but this JVM has "
                            + AmountText.bytes(free) + " left of " + AmountText.bytes(heap),
                    "use a smaller train.batch, or shorter sequences (train.truncate); or give the JVM more:"
                            + " RECURVE_JAVA_OPTS=-Xmx" + heap(most)));
        }
        return (int) Math.min(Integer.MAX_VALUE, free / Math.max(1, most));
    }

    /** Returns what to say if fewer trials than asked for fit. */
    public Optional<String> objection(List<VariantPlan> plans, int jobs) {
        int fit = jobs(plans);
        long all = jobs * hungriest(plans).memory().bytes();
        return fit >= jobs
                ? Optional.empty()
                : Optional.of("--jobs " + jobs + " would take " + AmountText.bytes(all) + ", but this JVM has "
                        + AmountText.bytes(free) + " left of " + AmountText.bytes(heap) + ": " + fit
                        + (fit == 1 ? " trial runs at a time" : " trials run side by side") + "; RECURVE_JAVA_OPTS=-Xmx"
                        + heap(all) + " gives it enough");
    }

    /** Returns the heap in which so much more is free, as the JVM's option has it. */
    private String heap(long bytes) {
        double inUse = (1 - SPARE) * heap - free;
        return (long) Math.ceil((bytes + inUse) / (1 - SPARE) / (1 << 30)) + "g";
    }
}
