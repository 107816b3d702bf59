package org.recurve.bench.recurve;

import java.util.ArrayList;
import java.util.List;
import org.recurve.bench.measure.Case;
import org.recurve.bench.measure.Cases;
import org.recurve.bench.workload.ConvStep;
import org.recurve.bench.workload.MatrixProduct;
import org.recurve.bench.workload.RecurrentStep;
import org.recurve.compute.runtime.KernelSet;

/** Recurve's entrant: its compute core with the built-in plugins, as an experiment would use them, on one thread. */
public final class Recurve {
    private Recurve() {}

    /** @param only beginnings of the names of the work to run; all if there are none */
    public static void main(String[] only) {
        List<Case> cases = new ArrayList<>();
        MatrixProduct.sizes().forEach(work -> cases.add(new Case(work, () -> Contractions.product(work.n()))));
        Contractions.ofConvStep().forEach(each -> cases.add(new Case(each, each::prepare)));
        ConvStep.batches()
                .forEach(work ->
                        cases.add(new Case(work, () -> TrainingStep.of(Models.convolutional(), work.batch()))));
        RecurrentStep.of(RecurrentStep.Cell.values())
                .forEach(work ->
                        cases.add(new Case(work, () -> TrainingStep.of(Models.recurrent(work), work.batch()))));
        Contractions.relatives().forEach(each -> cases.add(new Case(each.work(), each::prepare)));
        Cases.run(only, "recurve, " + KernelSet.here().features(), cases);
    }
}
