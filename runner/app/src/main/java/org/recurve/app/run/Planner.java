package org.recurve.app.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.recurve.api.data.Data;
import org.recurve.api.model.Part;
import org.recurve.app.problem.Place;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.Problems;
import org.recurve.app.spec.Configuration;
import org.recurve.app.spec.Experiment;
import org.recurve.app.spec.Variant;
import org.recurve.compute.Program;
import org.recurve.engine.data.DataPool;

/** Traces every variant once, for one example, so that every mistake surfaces before the first step. */
public final class Planner {
    private final DataPool pool;
    private final DataDigests digests;

    Planner(DataPool pool, DataDigests digests) {
        this.pool = pool;
        this.digests = digests;
    }

    /** A variant that fits together. */
    public record Plan(Variant variant, Data data, Program program) {}

    /** All variants, or a {@link org.recurve.app.problem.UserError} that says of each what does not fit. */
    public List<Plan> plan(Experiment experiment) {
        Problems problems = new Problems();
        List<Plan> plans = new ArrayList<>();
        for (Variant variant : experiment.variants()) {
            plan(variant, problems).ifPresent(plans::add);
        }
        problems.raise();
        return plans;
    }

    private Optional<Plan> plan(Variant variant, Problems problems) {
        Configuration configuration = variant.configuration();
        Data data;
        try {
            data = pool.open(configuration.sections().data());
            digests.remember(configuration, data.digest());
        } catch (IllegalArgumentException e) {
            problems.add(configuration.place("data"), "data", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
        try {
            Program program = Program.trace(
                    configuration.sections().model(), configuration.sections().loss(), data.fields());
            return Optional.of(new Plan(variant, data, program));
        } catch (IllegalArgumentException e) {
            problems.add(misfit(variant, String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    /** What the trace objects to begins with the part's name; it is shown where that part stands. */
    private static Problem misfit(Variant variant, String message) {
        Configuration configuration = variant.configuration();
        int colon = message.indexOf(": ");
        String part = colon < 0 ? "" : message.substring(0, colon);
        List<String> names = configuration.sections().model().parts().stream()
                .map(Part::name)
                .toList();
        String top = part.split("\\.", 2)[0];
        String help = variant.name().equals(Variant.BASELINE) ? "" : "in the variant " + variant.name();
        if (!names.contains(top)) {
            return Problem.at(configuration.place("model"), "model", message, help);
        }
        Place place = configuration.partPlace(top).orElse(configuration.place("model"));
        return Problem.at(place, part, message.substring(colon + 2), help);
    }
}
