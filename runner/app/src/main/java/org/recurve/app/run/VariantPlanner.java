package org.recurve.app.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.recurve.api.data.Data;
import org.recurve.api.measure.MetricName;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.PluginFailure;
import org.recurve.api.random.Stream;
import org.recurve.app.configuration.Configuration;
import org.recurve.app.experiment.Experiment;
import org.recurve.app.experiment.StudyVariant;
import org.recurve.app.problem.BrokenPlugin;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.ProblemCollector;
import org.recurve.app.problem.SourcePosition;
import org.recurve.compute.program.Program;
import org.recurve.engine.artifacts.GradientFlow;
import org.recurve.engine.data.DataPool;
import org.recurve.engine.data.SequenceChunking;
import org.recurve.engine.data.TrainingData;
import org.recurve.engine.estimate.TrialMemory;
import org.recurve.engine.spec.MeasureSpec;
import org.recurve.engine.training.DataRequirements;
import org.recurve.engine.training.TracedPhase;

/** Traces every variant once, for one example, so that every mistake surfaces before the first step. */
public final class VariantPlanner {
    private final DataPool pool;
    private final DataDigests digests;

    VariantPlanner(DataPool pool, DataDigests digests) {
        this.pool = pool;
        this.digests = digests;
    }

    /**
     * A variant that fits together.
     *
     * @param phases of its training, traced; the last one's model is what the variant is asked about
     * @param memory that each of its trials takes
     */
    public record VariantPlan(
            StudyVariant variant, Data data, List<TracedPhase> phases, TrialMemory memory, List<Data> folds) {
        public VariantPlan {
            phases = List.copyOf(phases);
            folds = List.copyOf(folds);
        }

        public Program program() {
            return phases.getLast().program();
        }

        public SequenceChunking chunking() {
            return phases.getLast().chunking();
        }

        private boolean isLike(VariantPlan other) {
            return phases.size() == other.phases.size()
                    && IntStream.range(0, phases.size())
                            .allMatch(i -> phases.get(i)
                                    .program()
                                    .isLike(other.phases.get(i).program()));
        }
    }

    /** Returns all variants, or a {@link org.recurve.app.problem.UserError} that says of each what does not fit. */
    public List<VariantPlan> plan(Experiment experiment) {
        ProblemCollector collector = new ProblemCollector();
        List<VariantPlan> plans = new ArrayList<>();
        for (StudyVariant variant : experiment.variants()) {
            ProblemCollector own = new ProblemCollector();
            plan(experiment, variant, own).ifPresent(plan -> {
                different(plan, plans, own);
                plans.add(plan);
            });
            own.all().stream().filter(problem -> isNew(problem, collector)).forEach(collector::add);
        }
        plans.stream().findFirst().ifPresent(plan -> asked(experiment, plan, collector));
        collector.raise();
        return plans;
    }

    /** Losses are measured wherever there are examples, so a question may name one without measuring it. */
    private static void asked(Experiment experiment, VariantPlan plan, ProblemCollector collector) {
        Set<String> splits = plan.data().splits().keySet();
        experiment.asked().stream()
                .map(MetricName::parse)
                .filter(MetricName::isLoss)
                .map(MetricName::owner)
                .filter(split -> !splits.contains(split))
                .distinct()
                .forEach(split -> collector.add(
                        plan.variant().configuration().place("data"),
                        "data",
                        "a question of this file is asked of the " + split + " split, but the data has only "
                                + String.join(" and ", new TreeSet<>(splits)),
                        "keep some examples for it, or ask of another (compare, expect)"));
    }

    /** Another way to write the same model is no variant: it would be compared with itself. */
    private static void different(VariantPlan plan, List<VariantPlan> others, ProblemCollector collector) {
        Configuration own = plan.variant().configuration();
        others.stream()
                .filter(other -> other.variant().configuration().withoutModel().equals(own.withoutModel()))
                .filter(other -> other.isLike(plan))
                .findFirst()
                .ifPresent(other -> collector.add(
                        plan.variant().place(),
                        "ablate." + plan.variant().name(),
                        "this variant computes the same as "
                                + other.variant().title()
                                + ": its model is traced to the same operations on the same parameters",
                        "change something that has an effect, or remove the variant"));
    }

    /** Returns whether a problem was not reported yet; one of the baseline need not be repeated for every variant. */
    private static boolean isNew(Problem problem, ProblemCollector known) {
        return known.all().stream()
                .noneMatch(other ->
                        other.place().equals(problem.place()) && other.message().equals(problem.message()));
    }

    private Optional<VariantPlan> plan(Experiment experiment, StudyVariant variant, ProblemCollector collector) {
        try {
            return planned(experiment, variant, collector);
        } catch (PluginFailure failure) {
            throw new BrokenPlugin(failure(variant, failure), failure);
        }
    }

    private Optional<TrainingData> opened(Configuration configuration, ProblemCollector collector) {
        Map<String, Data> opened = new TreeMap<>();
        configuration.data().forEach((path, section) -> {
            try {
                Data data = pool.open(section.spec());
                digests.remember(section, data.digest());
                opened.put(section.phase(), data);
            } catch (IllegalArgumentException e) {
                collector.add(
                        configuration.settingPlace(path).orElse(configuration.place("data")),
                        path,
                        String.valueOf(e.getMessage()));
            }
        });
        Optional<Data> own = Optional.ofNullable(opened.remove(""));
        return own.filter(_ -> opened.size() == configuration.data().size() - 1)
                .map(data -> new TrainingData(data, opened));
    }

    private Optional<VariantPlan> planned(Experiment experiment, StudyVariant variant, ProblemCollector collector) {
        Configuration configuration = variant.configuration();
        Optional<TrainingData> opened = opened(configuration, collector);
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        Data data = opened.get().own();
        try {
            configuration.sections().sample().ifPresent(samplingSpec -> samplingSpec.check(data));
            List<TracedPhase> phases = TracedPhase.all(
                    experiment.phases(variant, experiment.seeds().getFirst()), opened.get(), Stream.of(0));
            phases.forEach(phase ->
                    phase.checkExamples(phase.dataset(configuration.sections().data())));
            TracedPhase last = phases.getLast();
            DataRequirements.check(configuration.measures(), last.phase(), data);
            measurable(variant, last, collector);
            GradientFlow.program(
                    configuration.measures(), last.phase().model(), last.phase().loss(), last.chunking());
            return Optional.of(
                    new VariantPlan(variant, data, phases, TrialMemory.of(phases), folds(experiment, variant)));
        } catch (IllegalArgumentException e) {
            collector.add(misfit(variant, e));
            return Optional.empty();
        } catch (OutOfMemoryError e) {
            collector.add(problem(
                    variant,
                    Optional.empty(),
                    "",
                    "the model is too large for this JVM: " + e.getMessage()
                            + "; make it smaller, or give the JVM more: RECURVE_JAVA_OPTS=-Xmx8g"));
            return Optional.empty();
        }
    }

    /** Returns the data of each fold of the first round; none of a study without folds, or of another variant than the baseline. */
    private List<Data> folds(Experiment experiment, StudyVariant variant) {
        return experiment.seeds().stream()
                .limit(variant.isBaseline() ? experiment.folds() : 0)
                .map(seed -> pool.open(variant.configuration(seed).sections().data()))
                .toList();
    }

    /** Says of every metric that cannot measure the model's predictions why, where it stands. */
    private static void measurable(StudyVariant variant, TracedPhase last, ProblemCollector collector) {
        Configuration configuration = variant.configuration();
        for (int i = 0; i < configuration.measures().size(); i++) {
            MeasureSpec measureSpec = configuration.measures().get(i);
            try {
                last.check(measureSpec);
            } catch (IllegalArgumentException e) {
                collector.add(Problem.at(
                        configuration.measurePlace(i),
                        "measure." + measureSpec.qualified(),
                        String.valueOf(e.getMessage()),
                        help(variant)));
            }
        }
    }

    private static String help(StudyVariant variant) {
        return variant.name().equals(StudyVariant.BASELINE) ? "" : "in the variant " + variant.name();
    }

    /** Returns what the trace objects to is shown where the part, or the section, that it is about stands. */
    private static Problem misfit(StudyVariant variant, IllegalArgumentException e) {
        if (e instanceof InvalidSetting setting && !setting.part().isEmpty()) {
            Configuration configuration = variant.configuration();
            Optional<SourcePosition> place = configuration
                    .partPlace(setting.part())
                    .or(() -> configuration.sectionPlace(setting.part().split("\\.", 2)[0]));
            return problem(variant, place, setting.where(), setting.what());
        }
        return problem(variant, Optional.empty(), "", String.valueOf(e.getMessage()));
    }

    private static Problem failure(StudyVariant variant, PluginFailure failure) {
        Optional<SourcePosition> place = variant.configuration().pluginPlace(failure.part());
        return problem(variant, place, failure.part(), String.valueOf(failure.getMessage()));
    }

    /**
     * Returns a problem of a variant, of its model if it stands nowhere else.
     *
     * @param where what the part that it is about is called
     */
    private static Problem problem(StudyVariant variant, Optional<SourcePosition> place, String where, String what) {
        String help = help(variant);
        return place.map(known -> Problem.at(known, where, what, help))
                .orElseGet(() -> Problem.at(
                        variant.configuration().place("model"),
                        "model",
                        where.isEmpty() ? what : where + ": " + what,
                        help));
    }
}
