package org.recurve.api.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.artifact.Artifact;

/** Something that happened. Immutable; what was measured with a clock is marked so and part of no digest. */
public sealed interface Event {
    /** Events about one trial. */
    sealed interface OfTrial extends Event {
        /** Returns the trial's identity: {@code sha256:} and 64 hexadecimal digits. */
        String trial();
    }

    /**
     * A study was resolved and is about to run.
     *
     * @param study its name, which is its ID
     * @param file the experiment file's text as it was read
     * @param trials all trials, baseline first
     * @param compare {@code questions} as JSON, as versions before them wrote and read it; {@code {}} if the file asks
     *     nothing
     * @param bounds to which part of the study this run was bound, such as {@code --max-trials 4}; empty for all of it
     * @param questions what the study asks of its results; empty in journals of versions that wrote {@code compare} alone
     */
    record StudyStarted(
            String study,
            String question,
            String file,
            List<TrialPlan> trials,
            String compare,
            Instant measuredAt,
            String bounds,
            Optional<StudyQuestions> questions)
            implements Event {
        public StudyStarted {
            trials = List.copyOf(trials);
        }

        /** Returns a run of a part of the study, as versions without {@code questions} tell it. */
        public StudyStarted(
                String study,
                String question,
                String file,
                List<TrialPlan> trials,
                String compare,
                Instant measuredAt,
                String bounds) {
            this(study, question, file, trials, compare, measuredAt, bounds, Optional.empty());
        }

        /** Returns a run of the whole study, as versions without {@code questions} tell it. */
        public StudyStarted(
                String study,
                String question,
                String file,
                List<TrialPlan> trials,
                String compare,
                Instant measuredAt) {
            this(study, question, file, trials, compare, measuredAt, "");
        }

        /**
         * Returns the questions as JSON.
         *
         * @deprecated read {@link #questions()}
         */
        @Deprecated
        public String compare() {
            return compare;
        }

        /** Returns the same event with other trials. */
        public StudyStarted withTrials(List<TrialPlan> others) {
            return new StudyStarted(study, question, file, others, compare, measuredAt, bounds, questions);
        }
    }

    /** A trial as planned: variant × task × sweep point × seed. {@code task} may be empty. */
    record TrialPlan(String trial, String variant, String task, long seed) {
        /** Returns the name that people use for the trial within its study: {@code variant/seed}, or {@code variant/task/seed}. */
        public String title() {
            return variant + "/" + (task.isEmpty() ? "" : task + "/") + seed;
        }
    }

    /**
     * A trial begins.
     *
     * @param configuration the resolved configuration, canonical JSON
     * @param layers the model as a table
     */
    record TrialStarted(
            String trial,
            String study,
            String variant,
            String task,
            long seed,
            String configuration,
            Provenance provenance,
            List<LayerSummary> layers,
            Instant measuredAt)
            implements OfTrial {
        public TrialStarted {
            layers = List.copyOf(layers);
        }

        /** Returns the trial as its study planned it. */
        public TrialPlan plan() {
            return new TrialPlan(trial, variant, task, seed);
        }
    }

    /**
     * A row of the model's table, for one example.
     *
     * @param links connections between units, counted as LeCun (1989, 1998) does: those to places beyond an edge and those
     *     to the biases are some, too
     * @param flops of the forward pass, as the layer's formula has them; a multiplication and an addition are two
     * @param algorithm by which its convolutions are computed, {@code winograd}; empty where they are the sums of the formula
     */
    record LayerSummary(
            String name, String plugin, String output, long parameters, long links, long flops, String algorithm) {
        public LayerSummary(String name, String plugin, String output, long parameters, long links, long flops) {
            this(name, plugin, output, parameters, links, flops, "");
        }

        /** Returns what tables call the plugin: its id, and how it computes if that is not its formula. */
        public String method() {
            return algorithm.isEmpty() ? plugin : plugin + " (" + algorithm + ")";
        }
    }

    /**
     * A step of training.
     *
     * @param loss of the batch before the step
     * @param gradientNorm before clipping
     * @param watched quantities that the optimizer or a part shows, by name
     */
    record StepDone(
            String trial,
            long step,
            int epoch,
            int examples,
            float loss,
            double gradientNorm,
            Map<String, Double> watched)
            implements OfTrial {
        public StepDone {
            watched = Map.copyOf(watched);
        }
    }

    /**
     * An epoch of training.
     *
     * @param metrics by qualified name ({@code validation.accuracy})
     * @param digest SHA-256 over parameters, buffers, optimizer and carried state
     */
    record EpochDone(String trial, int epoch, long step, Map<String, Double> metrics, String digest, Duration measured)
            implements OfTrial {
        public EpochDone {
            metrics = Map.copyOf(metrics);
        }
    }

    /** A checkpoint was written, synced and renamed into place. */
    record Checkpointed(String trial, long step, int epoch, String file, String digest) implements OfTrial {}

    /** A plugin or the engine recorded something to look at. */
    record Recorded(String trial, String name, long step, Artifact artifact) implements OfTrial {}

    /**
     * A trial ended.
     *
     * @param reason empty if finished; otherwise what happened, where, and what to do
     * @param metrics at the selected epoch, {@code test.*} included
     * @param digest of the final state
     */
    record TrialEnded(
            String trial,
            Status status,
            String reason,
            int selectedEpoch,
            Map<String, Double> metrics,
            String digest,
            Duration measured,
            Instant measuredAt)
            implements OfTrial {
        public TrialEnded {
            metrics = Map.copyOf(metrics);
        }
    }

    /** Describes how a trial stands. */
    enum Status {
        RUNNING,
        FINISHED,
        DIVERGED,
        FAILED,
        INTERRUPTED
    }

    /**
     * A study ended, as far as this run went.
     *
     * @param expectations each line of {@code expect} with whether it held
     */
    record StudyEnded(String study, Map<String, Boolean> expectations, Duration measured) implements Event {
        public StudyEnded {
            expectations = Map.copyOf(expectations);
        }
    }

    /** Something the user should know that stops nothing. */
    record Warned(String about, String message) implements Event {}
}
