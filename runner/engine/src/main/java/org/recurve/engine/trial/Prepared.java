package org.recurve.engine.trial;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.recurve.api.data.Data;
import org.recurve.api.data.Field;
import org.recurve.api.measure.Prediction;
import org.recurve.api.model.Loss;
import org.recurve.api.model.Part;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.PluginFailure;
import org.recurve.api.random.Stream;
import org.recurve.compute.Program;
import org.recurve.compute.State;
import org.recurve.compute.trace.Demand;
import org.recurve.engine.data.Alike;
import org.recurve.engine.data.Chunking;
import org.recurve.engine.data.Classes;
import org.recurve.engine.data.Demands;
import org.recurve.engine.data.Groups;
import org.recurve.engine.data.Towards;
import org.recurve.engine.spec.Phase;
import org.recurve.engine.spec.Training;

/**
 * A phase whose model is traced on its data.
 *
 * @param drawn the state that it has when nothing went before
 */
public record Prepared(Phase phase, Chunking chunking, Program program, State drawn) {
    /**
     * Traces a phase; what does not fit together ends in {@link InvalidSetting}, as does a named phase that trains nothing.
     *
     * @param init what parameters are drawn from
     */
    public static Prepared of(Phase phase, Data data, Stream init) {
        Training training = phase.training();
        boolean part = phase.towardsPart();
        Data towards = part ? data : Towards.field(data, phase.target(), phase.path() + ".target");
        Chunking chunking = Chunking.of(towards, training.rhythm().truncate());
        Groups.of(towards, training.batch(), training.rhythm().bucket());
        Program program = training.trace(
                phase.model(),
                phase.loss(),
                chunking.data().fields(),
                chunking.cut(),
                part ? phase.target() : Field.TARGET);
        Alike.sizes(chunking.data()).forEach(program::ofSize);
        Prepared prepared = new Prepared(phase, chunking, program, program.start(init));
        prepared.check(data);
        training.check(prepared.drawn().theta());
        return prepared;
    }

    /** All of them, in order. */
    public static List<Prepared> all(List<Phase> phases, Data data, Stream init) {
        return phases.stream().map(phase -> of(phase, data, init)).toList();
    }

    /** Those of a trial, whose parameters its seed draws. */
    static List<Prepared> all(Job job) {
        List<Prepared> phases = all(
                job.spec().phases(),
                job.data(),
                Stream.of(job.spec().draws().init()).in("init"));
        phases.forEach(phase -> phase.checkExamples(job.spec().data().id()));
        return phases;
    }

    /**
     * Throws {@link InvalidSetting} for the first example that the model cannot be trained on.
     *
     * @param dataset its name, for the message
     */
    public void checkExamples(String dataset) {
        Set<Demand> demands = program.demands().stream()
                .filter(demand -> !phase.towardsPart() || !demand.field().equals(Field.TARGET))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        OptionalInt ignored = ignored();
        Classes.checkTargets(chunking.data(), dataset, ignored);
        Demands.check(demands, chunking.data(), dataset, ignored);
    }

    private OptionalInt ignored() {
        try {
            return Loss.ignored(phase.loss());
        } catch (PluginFailure failure) {
            throw failure.at("loss");
        }
    }

    private void check(Data data) {
        if (!phase.name().isEmpty() && drawn.theta().segments().isEmpty()) {
            throw new InvalidSetting(
                    phase.path() + ".learn",
                    "",
                    "this phase trains nothing: of what it runs ("
                            + String.join(
                                    ", ",
                                    phase.model().parts().stream()
                                            .map(Part::name)
                                            .toList())
                            + ") nothing that learns has a parameter; name a part that has some, or remove the phase");
        }
        phase.patience().filter(_ -> phase.select().isEmpty()).ifPresent(_ -> {
            throw new IllegalStateException("a phase with patience says which epoch is the best");
        });
        phase.select()
                .filter(rule -> phase.patience().isPresent()
                        && rule.metric().startsWith(Data.VALIDATION + ".")
                        && !data.splits().containsKey(Data.VALIDATION))
                .ifPresent(rule -> {
                    throw new InvalidSetting(
                            "train.patience",
                            "",
                            "it waits for a better " + rule.metric()
                                    + ", but the data has no validation split; hold some examples out, or leave"
                                    + " patience away");
                });
    }

    /** What the model predicts of every example, which metrics measure. */
    public Prediction prediction() {
        return new Prediction(program.output(), chunking.data().field(Field.TARGET));
    }

    /** Whether all batches of an epoch but the last are full, of examples that are whole and count alike. */
    boolean hasFullBatches() {
        return !chunking.cut() && Alike.sizes(chunking.data()).isEmpty() && !program.weighsExamples();
    }

    /** What sequences carry before their first chunk. */
    Vector unused() {
        return program.carried(phase.training().batch());
    }

    /** Finds the classes of the optimizer's memory. */
    ClassLoader plugins() {
        return phase.training().optimizer().plugin().getClass().getClassLoader();
    }

    /** The state that the phase begins with behind others. */
    State start(Knowledge knowledge) {
        return knowledge.into(drawn, phase::carries);
    }
}
