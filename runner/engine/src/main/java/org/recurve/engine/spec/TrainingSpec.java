package org.recurve.engine.spec;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.recurve.api.data.Augmentation;
import org.recurve.api.data.Field;
import org.recurve.api.model.Layers;
import org.recurve.api.model.Loss;
import org.recurve.api.optimize.Clipper;
import org.recurve.api.optimize.Optimizer;
import org.recurve.api.optimize.Role;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.PluginFailure;
import org.recurve.api.plugin.Spec;
import org.recurve.compute.program.PenaltyTerm;
import org.recurve.compute.program.Program;

/**
 * Describes how the parameters are moved.
 *
 * @param clippers applied to each gradient in this order
 * @param penalties what parameters add to the loss
 * @param groups parameters that are trained otherwise than the rest
 * @param constraints applied in this order to the parameters after each step
 * @param rhythm how sequences are read
 * @param epochs passes over the training split, or over the rhythm's part of it, at least 1
 * @param batch examples of one step, at least 1; the last step of an epoch takes what is left
 * @param roles how many of a step's examples play which role, where not all do; see {@link org.recurve.compute.session.BatchRoles}
 */
public record TrainingSpec(
        Spec<Optimizer<?, ?>> optimizer,
        List<Spec<Clipper<?>>> clippers,
        List<PenaltyTerm> penalties,
        ParameterGroups groups,
        List<ConstraintSpec> constraints,
        BatchingSpec rhythm,
        int epochs,
        int batch,
        Map<Role, Integer> roles) {
    public TrainingSpec {
        clippers = List.copyOf(clippers);
        penalties = List.copyOf(penalties);
        constraints = List.copyOf(constraints);
        roles = Map.copyOf(roles);
        if (epochs < 1 || batch < 1) {
            throw new IllegalArgumentException(
                    "training needs at least one epoch and one example a batch, not " + epochs + " and " + batch);
        }
    }

    /**
     * Describes how the training examples are read.
     *
     * @param truncate steps of the chunks that sequences are cut into, at least 1, the state carried from one to the next;
     *     whole sequences if empty
     * @param bucket how many batches' sequences are sorted by length together, at least 1; none if empty
     * @param epochSize how many an epoch reads, at least 1, before the next one goes on behind them; all if empty
     * @param augment what changes them, in this order
     */
    public record BatchingSpec(
            Optional<Integer> truncate,
            Optional<Integer> bucket,
            Optional<Integer> epochSize,
            List<Spec<Augmentation<?>>> augment) {
        /** All of them whole, whatever their lengths. */
        public static final BatchingSpec WHOLE = new BatchingSpec(Optional.empty(), Optional.empty(), Optional.empty());

        public BatchingSpec {
            augment = List.copyOf(augment);
        }

        /** Reads examples as they are. */
        public BatchingSpec(Optional<Integer> truncate, Optional<Integer> bucket, Optional<Integer> epochSize) {
            this(truncate, bucket, epochSize, List.of());
        }

        /** Returns how many of {@code all} an epoch reads; the last one of a pass may read fewer. */
        public int epochSize(int all) {
            return Math.min(all, epochSize.orElse(all));
        }

        /** Returns how many examples so many epochs read, of {@code all} again and again. */
        long reads(int epochs, int all) {
            int size = epochSize(all);
            int parts = Math.ceilDiv(all, Math.max(1, size));
            return (long) epochs / parts * all + (long) epochs % parts * size;
        }
    }

    /** Returns how many examples it reads, of {@code all} again and again. */
    public long reads(int all) {
        return rhythm.reads(epochs, all);
    }

    /** Returns a training with neither penalties nor constraints. */
    public TrainingSpec(Spec<Optimizer<?, ?>> optimizer, List<Spec<Clipper<?>>> clippers, int epochs, int batch) {
        this(
                optimizer,
                clippers,
                List.of(),
                ParameterGroups.NONE,
                List.of(),
                BatchingSpec.WHOLE,
                epochs,
                batch,
                Map.of());
    }

    /**
     * Traces a model that is to be trained so; what does not fit ends in {@link InvalidSetting}.
     *
     * @param chunked whether the fields hold chunks of sequences
     * @param target the field, or the part, that the output is compared with
     */
    public Program trace(Layers model, Spec<Loss<?>> loss, List<Field> fields, boolean chunked, String target) {
        List<PenaltyTerm> all =
                Stream.concat(penalties.stream(), groups.penalties().stream()).toList();
        Program program = Program.trace(model, loss, fields, chunked, all, groups::frozen, target);
        groups.check(program.parametersByDepth());
        constraints.forEach(constraint -> constraint.check(program.parametersByDepth()));
        if (called("curved", () -> optimizer.plugin().curved())) {
            program.checkCurvature(optimizer.id());
        }
        return program;
    }

    /** {@link InvalidSetting} if the optimizer cannot begin with these parameters. */
    @SuppressWarnings("unchecked") // a Spec pairs a provider with its own config record
    public void check(Vector theta) {
        called("start", () -> ((Optimizer<Record, Record>) optimizer.plugin()).start(optimizer.config(), theta));
    }

    private <T> T called(String method, Supplier<T> call) {
        try {
            return optimizer.call(method, call);
        } catch (PluginFailure failure) {
            throw failure.at("train.optimizer");
        }
    }
}
