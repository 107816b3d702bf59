package org.recurve.bench.recurve;

import java.util.ArrayList;
import java.util.List;
import org.recurve.api.random.Stream;
import org.recurve.bench.measure.Case;
import org.recurve.bench.measure.Cases;
import org.recurve.bench.workload.MatrixProduct;
import org.recurve.bench.workload.NetStep;
import org.recurve.bench.workload.NetSteps;
import org.recurve.compute.program.ModelState;
import org.recurve.compute.runtime.KernelSet;
import org.recurve.compute.session.Batch;
import org.recurve.compute.session.Session;

/** Recurve's entrant: its compute core with the built-in plugins, as an experiment would use them, on one thread. */
public final class Recurve {
    private Recurve() {}

    /** @param only beginnings of the names of the work to run; all if there are none */
    public static void main(String[] only) {
        List<Case> cases = new ArrayList<>();
        NetSteps.all(_ -> true).forEach(work -> cases.add(new Case(work, () -> prepare(work))));
        MatrixProduct.sizes().forEach(work -> cases.add(new Case(work, () -> Contractions.product(work.n()))));
        Contractions.ofConvStep().forEach(each -> cases.add(new Case(each, each::prepare)));
        Contractions.relatives().forEach(each -> cases.add(new Case(each.work(), each::prepare)));
        Cases.run(only, "recurve, " + KernelSet.here().features(), cases);
    }

    static Runnable prepare(NetStep work) {
        Models.Model model = Models.of(work.net());
        return switch (work.pass()) {
            case MOMENTUM -> TrainingStep.of(model, work.batch());
            case ADAM -> TrainingStep.byAdam(model, work.batch());
            case FORWARD -> {
                Session session = new Session(model.program(), work.batch(), Stream.of(1), 1);
                ModelState state = model.program().start(Stream.of(1));
                Batch batch = Examples.batch(model, work.batch(), false);
                yield () -> session.evaluate(state, batch);
            }
        };
    }
}
