package org.recurve.app.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.recurve.api.event.SeedVariation;
import org.recurve.api.event.StudyQuestions;
import org.recurve.api.event.StudyQuestions.PlannedComparison;
import org.recurve.app.configuration.Configuration;
import org.recurve.app.configuration.PhaseList;
import org.recurve.app.configuration.StartSources;
import org.recurve.app.problem.SourcePosition;
import org.recurve.app.weights.LearntTensors;
import org.recurve.engine.spec.CheckpointRule;
import org.recurve.engine.spec.Expectation;
import org.recurve.engine.spec.GeneratedList;
import org.recurve.engine.spec.KeptWeights;
import org.recurve.engine.spec.PhaseSpec;
import org.recurve.engine.spec.StreamSeeds;
import org.recurve.engine.spec.StudySpec;
import org.recurve.engine.spec.TrialSpec;

/**
 * An experiment file, understood.
 *
 * @param study its name, which is its ID
 * @param text of the file as it was read
 * @param variants the baseline first, the others in the order of the file; on the first task, then the next
 * @param seeds that are run in any case
 * @param precision for which seeds are added, if they are
 * @param vary what a trial's seed decides
 * @param tune how the settings of each variant are found, if they are
 * @param checkpoint when a trial leaves checkpoints
 * @param weights what is kept of what a trial learnt
 * @param gradcheck whether nothing is trained before every gradient agrees with finite differences
 * @param listeners in the order of the file; no number depends on them
 * @param questions what the report is asked
 * @param starts finds the weights that trials start from
 */
public record Experiment(
        String study,
        String question,
        String text,
        List<StudyVariant> variants,
        List<Long> seeds,
        Optional<SeedPrecision> precision,
        Set<SeedVariation> vary,
        Optional<TuningPlan> tune,
        CheckpointRule checkpoint,
        KeptWeights weights,
        boolean gradcheck,
        List<PlacedListener> listeners,
        StudyQuestions questions,
        List<Expectation> expectations,
        StartSources starts) {
    public Experiment {
        variants = List.copyOf(variants);
        seeds = List.copyOf(seeds);
        vary = Set.copyOf(vary);
        listeners = List.copyOf(listeners);
        expectations = List.copyOf(expectations);
    }

    /** Returns what the user should know of the study as a whole, which its first variant bears. */
    public List<String> notes() {
        return variants.stream().findFirst().map(StudyVariant::notes).orElse(List.of());
    }

    /** Returns the metrics of its questions: what is compared and what is expected. */
    public List<String> asked() {
        List<String> metrics = new ArrayList<>(List.of(primary()));
        expectations.forEach(expectation -> metrics.add(expectation.metric()));
        return metrics;
    }

    /** Returns the metric that is compared; empty if the file compares none. */
    public String primary() {
        return questions.comparison().map(PlannedComparison::primary).orElse("");
    }

    /** Returns how many folds each variant is cross-validated on; 0 if it is not. */
    public int folds() {
        return questions.folds();
    }

    /** Returns the variant that the others are compared with. */
    public String against() {
        return questions.comparison().map(PlannedComparison::against).orElse(StudyVariant.BASELINE);
    }

    /** Returns the study: every variant with every seed, seeds side by side, so that a study cut short still compares all variants. */
    public StudySpec plan(int threads) {
        return planned(threads, seeds);
    }

    /** Returns the same with so many seeds, of which some are added; empty if there are no more. */
    public Optional<StudySpec> plan(int threads, int count) {
        List<Long> all = new ArrayList<>(seeds);
        precision.ifPresent(asked -> all.addAll(asked.further()));
        return count > all.size() ? Optional.empty() : Optional.of(planned(threads, all.subList(0, count)));
    }

    private StudySpec planned(int threads, List<Long> chosen) {
        List<Long> fixed = List.copyOf(chosen);
        int each = variants.size();
        List<TrialSpec> trials = GeneratedList.of(
                Math.multiplyExact(each, fixed.size()),
                at -> trial(variants.get(at % each), fixed.get(at / each), threads));
        return new StudySpec(study, question, text, trials, questions, QuestionsJson.write(questions), expectations);
    }

    /** Returns the same study under another name. */
    Experiment named(String name) {
        return with(name, variants, tune, starts);
    }

    Experiment tuning(TuningPlan how) {
        return with(study, variants, Optional.of(how), starts);
    }

    /** Returns the same study, whose trials start from what is found there. */
    public Experiment starting(StartSources sources) {
        return with(study, variants, tune, sources);
    }

    /** Returns the same study with its variants tuned, and nothing left to tune. */
    public Experiment tuned(List<StudyVariant> tuned) {
        return with(study, tuned, Optional.empty(), starts);
    }

    private Experiment with(String name, List<StudyVariant> chosen, Optional<TuningPlan> how, StartSources sources) {
        return new Experiment(
                name,
                question,
                text,
                chosen,
                seeds,
                precision,
                vary,
                how,
                checkpoint,
                weights,
                gradcheck,
                listeners,
                questions,
                expectations,
                sources);
    }

    /** Returns the phases of one training of a variant. */
    public List<PhaseSpec> phases(StudyVariant variant, long seed) {
        return phases(variant.configuration(seed), seed, new TreeMap<>());
    }

    private List<PhaseSpec> phases(Configuration configuration, long seed, Map<String, String> digests) {
        return PhaseList.of(configuration, (section, path) -> {
            String from = path + ".from";
            SourcePosition place = configuration.settingPlace(from).orElse(configuration.place("start"));
            Optional<StartSources.FoundWeights> found = starts.find(section.from(), seed, place, from);
            found.ifPresent(weights -> digests.put(from, weights.digest()));
            return found.map(weights -> LearntTensors.start(
                    weights.model().get(),
                    weights.name(),
                    weights.digest(),
                    section.parts(),
                    section.rename(),
                    section.layout()));
        });
    }

    /** Returns one training of a variant. */
    public TrialSpec trial(StudyVariant variant, long seed, int threads) {
        Configuration c = variant.configuration(seed);
        Map<String, String> digests = new TreeMap<>();
        List<PhaseSpec> phases = phases(c, seed, digests);
        return new TrialSpec(
                variant.name(),
                variant.task(),
                seed,
                StreamSeeds.of(seed, vary),
                c.sections().data(),
                phases,
                c.measures(),
                c.sections().sample(),
                threads,
                checkpoint,
                weights,
                c.canonical(seed, vary, digests),
                path -> variant.configuration().pluginPlace(path).map(SourcePosition::brief));
    }
}
