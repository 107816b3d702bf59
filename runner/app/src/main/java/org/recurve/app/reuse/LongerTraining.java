package org.recurve.app.reuse;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.recurve.api.optimize.Optimizer;
import org.recurve.api.optimize.Progress;
import org.recurve.api.optimize.Schedule;
import org.recurve.api.plugin.Spec;
import org.recurve.app.plugins.PluginOrigin;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.engine.identity.UsedPlugins;
import org.recurve.engine.spec.PhaseSpec;
import org.recurve.engine.spec.TrialSpec;
import org.recurve.storage.view.TrialView;

/** Says whether a longer training has the past of a shorter one, whose settings are the same but for its length. */
final class LongerTraining {
    /** The number of steps of an epoch that a schedule is asked about. */
    private static final int STEPS = 16;

    private LongerTraining() {}

    /** Returns why the longer one cannot go on from the end of the shorter; empty if it can. */
    static Optional<String> objection(TrialView trial, TrialSpec shorter, TrialSpec longer, PluginRegistry registry) {
        PhaseSpec was = shorter.last();
        PhaseSpec is = longer.last();
        boolean sameBefore = IntStream.range(0, shorter.phases().size() - 1)
                .allMatch(i ->
                        isOfSameLength(shorter.phases().get(i), longer.phases().get(i)));
        if (!sameBefore) {
            return Optional.of("an earlier phase has another length");
        }
        int before = was.training().epochs();
        int now = is.training().epochs();
        if (now < before) {
            return Optional.of("it has more epochs than are asked for now");
        }
        if (is.patience().isPresent()
                && (was.patience().isEmpty()
                        || is.patience().get() < was.patience().get())) {
            return Optional.of("patience is less than it was, and might have ended it earlier");
        }
        if (is.until().isPresent()
                && (!is.until().equals(was.until()) || !trial.reason().isEmpty())) {
            return Optional.of("until is another condition, or ended it");
        }
        if (!is.select().equals(was.select())) {
            return Optional.of("another rule says which epoch counts");
        }
        return now == before ? Optional.empty() : dependence(longer, before, now, registry);
    }

    private static boolean isOfSameLength(PhaseSpec a, PhaseSpec b) {
        return a.training().epochs() == b.training().epochs()
                && a.patience().equals(b.patience())
                && a.until().equals(b.until());
    }

    /** Returns what of an optimizer looks at the number of all epochs: schedules are asked, and strangers are not believed. */
    private static Optional<String> dependence(TrialSpec trial, int before, int now, PluginRegistry registry) {
        List<Spec<?>> used = UsedPlugins.specs(trial);
        return used.stream()
                .filter(spec -> spec.plugin() instanceof Schedule<?>)
                .filter(spec -> differs(spec, before, now))
                .findFirst()
                .map(spec -> "the schedule " + spec.id() + " depends on the number of all epochs (" + before + " then, "
                        + now + " now)")
                .or(() -> used.stream()
                        .filter(spec -> spec.plugin() instanceof Optimizer<?, ?> && isStranger(spec, registry))
                        .findFirst()
                        .map(spec -> "the optimizer " + spec.id()
                                + " comes from a jar and may look at the number of all epochs"));
    }

    @SuppressWarnings("unchecked") // a Spec pairs a provider with its own config record
    private static boolean differs(Spec<?> spec, int before, int now) {
        Spec<Schedule<?>> schedule = (Spec<Schedule<?>>) spec;
        return IntStream.range(0, before * STEPS).anyMatch(step -> {
            int epoch = step / STEPS;
            double was = Schedule.at(schedule, new Progress(step, epoch, STEPS, before));
            double is = Schedule.at(schedule, new Progress(step, epoch, STEPS, now));
            return Double.compare(was, is) != 0;
        });
    }

    private static boolean isStranger(Spec<?> spec, PluginRegistry registry) {
        return registry.providers().stream()
                .anyMatch(provider ->
                        provider.plugin() == spec.plugin() && provider.origin() instanceof PluginOrigin.ThirdParty);
    }
}
