package org.recurve.app.configuration;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.data.Augmentation;
import org.recurve.api.data.Dataset;
import org.recurve.api.model.Layers;
import org.recurve.api.model.Loss;
import org.recurve.api.optimize.Clipper;
import org.recurve.api.optimize.Optimizer;
import org.recurve.api.optimize.Role;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Spec;
import org.recurve.app.yaml.YamlNode;
import org.recurve.compute.program.PenaltyTerm;
import org.recurve.engine.spec.ConstraintSpec;
import org.recurve.engine.spec.ParameterGroup;
import org.recurve.engine.spec.ParameterGroups;
import org.recurve.engine.spec.SamplingSpec;
import org.recurve.engine.spec.StopCondition;
import org.recurve.engine.spec.TrainingSpec;

/** The sections that decide a trial's numbers, as the file has them. */
public record TrialSections(
        @Doc("where examples come from") Spec<Dataset<?>> data,
        @Doc("the layers") Layers model,

        @Doc("what training minimizes, computed from the model's output and the example's target")
        Spec<Loss<?>> loss,

        @Doc("how the parameters are moved") TrainSection train,

        @Doc(
                "weights of another training, or of a file, in place of drawn ones: {from: mnist/baseline/1, parts: [conv1]}")
        Optional<StartSection> start,

        @Doc("what is trained one after another, by name; all that one does not say is as in loss and train")
        Optional<Map<String, PhaseSection>> phases,

        @Doc("metrics, each with its split: test.accuracy") @Default("[]")
        List<YamlNode> measure,

        @Doc("the epoch that counts: {validation.loss: min}")
        Optional<YamlNode> select,

        @Doc("a text that the trained model is to write: {length: 500, temperature: 0.8}")
        Optional<SamplingSpec> sample) {

    /** The section {@code train}. */
    public record TrainSection(
            @Doc("moves the parameters") Spec<Optimizer<?, ?>> optimizer,

            @Doc("what tames the gradient, one or a list") @Default("[]")
            List<Spec<Clipper<?>>> clip,

            @Doc("terms that parameters add to the loss, one or a list: {by: {l2: 1e-4}, of: conv1.w}") @Default("[]")
            List<PenaltyTerm> penalty,

            @Doc("parameters with a learning rate or decay of their own, one or a list: {of: conv1.w, frozen: true}")
            @Default("[]")
            List<ParameterGroup> groups,

            @Doc("sets in which parameters are held after each step, one or a list: {by: {max-norm: 3}, of: dense1.w}")
            @Default("[]")
            List<ConstraintSpec> constrain,

            @Doc("steps of the chunks that sequences are cut into (truncated back-propagation through time), the state"
                    + " carried from one to the next; sequences stay whole without it")
            Optional<Integer> truncate,

            @Doc("how many batches' sequences are sorted by length together, so that those of like length are read"
                    + " together; none without it")
            Optional<Integer> bucket,

            @Doc("passes over the training examples") @Min(1)
            int epochs,

            @Doc("how many examples an epoch reads, for measures more often than once a pass; the next epoch"
                    + " continues with the following ones; all if not given")
            Optional<Integer> epochSize,

            @Doc("examples of one step") @Min(1) int batch,

            @Doc("epochs without a better one, by select or else by validation.loss, after which the training ends"
                    + " early; without it, it never does")
            Optional<Integer> patience,

            @Doc("what ends the training after the first epoch of which it holds, such as train.error <= 0.01; nothing"
                    + " if not given")
            Optional<StopCondition> until,

            @Doc("how many of a step's examples products with the curvature are taken on; all if not given")
            Optional<Integer> curvatureBatch,

            @Doc("how many of a step's examples a line search is judged on; all if not given")
            Optional<Integer> evaluationBatch,

            @Doc(
                    "what changes the training examples, another way in each epoch, one or a list: [{flip: horizontal}, {crop: 4}];"
                            + " the examples of other splits stay as they are")
            Optional<List<Spec<Augmentation<?>>>> augment) {
        public TrainSection {
            atLeastOne("truncate", truncate);
            atLeastOne("bucket", bucket);
            atLeastOne("epoch-size", epochSize);
            atLeastOne("patience", patience);
            curvatureBatch.ifPresent(size -> check("curvature-batch", size, batch));
            evaluationBatch.ifPresent(size -> check("evaluation-batch", size, batch));
        }

        private static void check(String setting, int size, int batch) {
            if (size < 1 || size > batch) {
                throw new InvalidSetting(setting + " is " + size + ", but it counts examples of a step, which has "
                        + batch + "; give a number from 1 to " + batch);
            }
        }

        private static void atLeastOne(String setting, Optional<Integer> value) {
            value.filter(number -> number < 1).ifPresent(number -> {
                throw new InvalidSetting(setting + " is " + number + ", but must be at least 1; omit it for none");
            });
        }

        /** Returns the same, as a trial has it. */
        public TrainingSpec training() {
            return new TrainingSpec(
                    optimizer,
                    clip,
                    penalty,
                    new ParameterGroups(groups),
                    constrain,
                    new TrainingSpec.BatchingSpec(truncate, bucket, epochSize, augment.orElse(List.of())),
                    epochs,
                    batch,
                    roles());
        }

        private Map<Role, Integer> roles() {
            Map<Role, Integer> roles = new EnumMap<>(Role.class);
            curvatureBatch.ifPresent(size -> roles.put(Role.CURVATURE, size));
            evaluationBatch.ifPresent(size -> roles.put(Role.EVALUATION, size));
            return roles;
        }
    }

    /** A phase of the section {@code phases}. */
    public record PhaseSection(
            @Doc("which of the phases it is, counted from 1; by default in file order") @Min(1)
            int turn,

            @Doc("names of the parts of the model that are run, in this order; * matches any characters")
            @Default("['*']")
            List<String> run,

            @Doc("names of the parts of those that learn, all others stay as they are") @Default("['*']")
            List<String> learn,

            @Doc("names of the parts of those that continue from what earlier phases left; all others start from"
                    + " initial values")
            @Default("['*']")
            List<String> carry,

            @Doc("what the output is compared with: a field of the example (input, for an autoencoder), or the part"
                    + " that is run whose output it is to give back")
            @Default("target")
            String target,

            @Doc("of the output and the target; as in the section loss if not given")
            Optional<Spec<Loss<?>>> loss,

            @Doc("as in train if not given, like all that follow")
            Optional<Spec<Optimizer<?, ?>>> optimizer,

            @Doc("what tames the gradient") Optional<List<Spec<Clipper<?>>>> clip,

            @Doc("terms that parameters add to the loss") Optional<List<PenaltyTerm>> penalty,

            @Doc("parameters with a learning rate or decay of their own")
            Optional<List<ParameterGroup>> groups,

            @Doc("sets in which parameters are held after each step")
            Optional<List<ConstraintSpec>> constrain,

            @Doc("passes over the training examples") Optional<Integer> epochs,

            @Doc("examples of one step") Optional<Integer> batch,

            @Doc("epochs without a better one, after which the phase ends early; an earlier phase then leaves the epoch"
                    + " with the smallest validation.loss to the next")
            Optional<Integer> patience,

            @Doc(
                    "what ends the phase after the first epoch of which it holds; of an earlier phase its losses are known,"
                            + " such as train.loss <= 0.1")
            Optional<StopCondition> until,

            @Doc(
                    "how many of the training examples the phase learns from, the first ones: a few labels after many images"
                            + " without; all if not given")
            Optional<Integer> examples,

            @Doc("weights of another training, or of a file, with which the phase begins, whatever earlier ones left")
            Optional<StartSection> start,

            @Doc("where its examples come from, in every phase but the last; as in the section data if not given")
            Optional<Spec<Dataset<?>>> data,

            @Doc("what changes the training examples, as in train if not given; [] for nothing")
            Optional<List<Spec<Augmentation<?>>>> augment) {
        public PhaseSection {
            TrainSection.atLeastOne("examples", examples);
            TrainSection.atLeastOne("epochs", epochs);
            TrainSection.atLeastOne("batch", batch);
            TrainSection.atLeastOne("patience", patience);
        }
    }
}
