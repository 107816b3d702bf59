package org.recurve.app.listen;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.recurve.api.data.Data;
import org.recurve.api.event.Event;
import org.recurve.api.event.Event.Status;
import org.recurve.api.event.Event.TrialPlan;
import org.recurve.api.event.Listener;
import org.recurve.api.event.ListenerContext;
import org.recurve.api.event.ListenerContext.PlannedTrial;
import org.recurve.api.plugin.Spec;
import org.recurve.app.experiment.Experiment;
import org.recurve.app.experiment.PlacedListener;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.run.RunContext;
import org.recurve.app.run.RunFolders;
import org.recurve.engine.bus.EventDispatcher;
import org.recurve.engine.bus.ListenerFailed;
import org.recurve.engine.bus.MissedEvents;
import org.recurve.engine.identity.Sha256Digest;
import org.recurve.engine.spec.GeneratedList;
import org.recurve.engine.spec.MeasureSpec;
import org.recurve.engine.spec.TrialSpec;
import org.recurve.engine.study.StudyJobs;
import org.recurve.engine.study.StudyResult;
import org.recurve.engine.study.StudyResult.TrialEnd;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.StudyView;

/**
 * The listeners of a study, from the file and the command line. Those that catch up are given every event of the study by
 * each run, and at once if the study had ended before.
 */
public final class StudyListeners {
    private final EventDispatcher bus;
    private final Map<String, String> titles;
    private final List<OpenListener> open;

    private StudyListeners(EventDispatcher bus, Map<String, String> titles, List<OpenListener> open) {
        this.bus = bus;
        this.titles = titles;
        this.open = open;
    }

    /** @param name its plugin's id, and a number if several have it */
    private record NamedListener(String name, PlacedListener placed, ListenerFolder folder) {
        private Spec<Listener<?>> spec() {
            return placed.spec();
        }

        /** Returns whether it is given every event; one that fails to say fails again, and is reported, when it is opened. */
        private boolean catchesUp() {
            try {
                return PluginListener.catchesUp(spec());
            } catch (RuntimeException said) {
                return false;
            }
        }
    }

    private record OpenListener(NamedListener listener, Optional<CatchUpListener> catchUp, String identity) {}

    /**
     * Describes what listeners are opened with.
     *
     * @param more those of the command line
     * @param reader of the store as it is when it is asked for
     */
    public record Study(
            Experiment experiment,
            List<PlacedListener> more,
            RunFolders folders,
            PluginRegistry registry,
            Supplier<StoreReader> reader) {
        private List<NamedListener> listeners() {
            Map<String, Integer> counts = new HashMap<>();
            List<PlacedListener> all = new ArrayList<>(experiment.listeners());
            all.addAll(more);
            return all.stream()
                    .map(placed -> {
                        String id = placed.spec().id();
                        int count = counts.merge(id, 1, Integer::sum);
                        String name = count == 1 ? id : id + "-" + count;
                        return new NamedListener(name, placed, ListenerFolder.of(folders, experiment.study(), name));
                    })
                    .toList();
        }

        /** Returns the trials, each of which is made when somebody asks for it. */
        private List<PlannedTrial> planned(List<String> identities) {
            List<TrialSpec> specs = experiment.plan(1).trials();
            return GeneratedList.of(specs.size(), at -> planned(identities.get(at), specs.get(at)));
        }

        private static PlannedTrial planned(String identity, TrialSpec spec) {
            return new PlannedTrial(identity, spec.variant(), spec.task(), spec.seed(), spec.configuration());
        }

        /** Opens all listeners for a run of the study. */
        public StudyListeners open(RunContext context) {
            List<NamedListener> listeners = listeners();
            if (experiment.tune().isPresent() || listeners.isEmpty()) {
                return StudyListeners.open(this, List.of(), List.of(), listeners, context.bus());
            }
            StudyJobs jobs = context.runner().jobs(experiment.plan(1));
            List<PlannedTrial> trials = planned(GeneratedList.of(jobs.size(), jobs::identity));
            return StudyListeners.open(this, jobs.plans(), trials, listeners, context.bus());
        }

        /**
         * Gives a study that ended before to those of its listeners that catch up and have not everything yet.
         *
         * @param identities of its trials
         * @return what is to be said of the listeners
         */
        public List<String> catchUp(List<String> identities, StudyView stored, EventDispatcher bus) {
            Map<String, String> digests = new TreeMap<>();
            stored.trials().stream()
                    .filter(trial -> trial.status() == Status.FINISHED)
                    .forEach(trial -> digests.put(trial.id(), trial.digest()));
            List<NamedListener> behind = listeners().stream()
                    .filter(NamedListener::catchesUp)
                    .filter(listener ->
                            !listener.folder().mark().equals(Optional.of(mark(identity(listener), digests))))
                    .toList();
            if (behind.isEmpty()) {
                return List.of();
            }
            StudyListeners listeners = StudyListeners.open(this, stored.plan(), planned(identities), behind, bus);
            bus.publish(new Event.StudyStarted(
                    stored.study(),
                    stored.question(),
                    stored.file(),
                    stored.plan(),
                    experiment.plan(1).compare(),
                    stored.started(),
                    "",
                    stored.questions()));
            bus.publish(new Event.StudyEnded(
                    stored.study(), stored.expectations(), stored.measured().orElseThrow()));
            return listeners.finish(digests);
        }

        private ListenerContext context(NamedListener listener, List<PlannedTrial> trials) {
            Set<String> metrics = new LinkedHashSet<>();
            Data.SPLITS.forEach(split -> metrics.add(MeasureSpec.loss(split).qualified()));
            experiment
                    .variants()
                    .forEach(variant ->
                            variant.configuration().measures().forEach(measure -> metrics.add(measure.qualified())));
            return new ListenerContext(
                    listener.folder().folder(),
                    experiment.study(),
                    experiment.question(),
                    experiment.text(),
                    List.copyOf(metrics),
                    trials);
        }

        private String identity(NamedListener listener) {
            return registry.source(listener.spec()).earlierIdentity() + "\n"
                    + listener.spec().config();
        }
    }

    private static StudyListeners open(
            Study study,
            List<TrialPlan> plan,
            List<PlannedTrial> trials,
            List<NamedListener> listeners,
            EventDispatcher bus) {
        Map<String, String> titles = new HashMap<>();
        plan.forEach(trial -> titles.put(trial.trial(), trial.title()));
        List<OpenListener> open = new ArrayList<>();
        for (NamedListener listener : listeners) {
            PluginListener plugin = new PluginListener(
                    listener.name(), listener.placed(), study.context(listener, trials), listener.folder());
            Optional<CatchUpListener> catchUp = listener.catchesUp()
                    ? Optional.of(new CatchUpListener(plugin, study.folders().store(), study.reader()))
                    : Optional.empty();
            bus.listen(catchUp.isPresent() ? catchUp.get() : plugin);
            open.add(new OpenListener(listener, catchUp, study.identity(listener)));
        }
        return new StudyListeners(bus, titles, open);
    }

    /** Waits for the listeners, closes them, and returns what is to be said of them. */
    public List<String> finish(StudyResult result) {
        boolean asked = open.stream().anyMatch(each -> each.catchUp().isPresent());
        Map<String, String> digests = new TreeMap<>();
        for (TrialEnd end : asked ? result.trials() : List.<TrialEnd>of()) {
            if (end.ended().status() != Status.FINISHED) {
                return finish(Map.of());
            }
            digests.put(end.plan().trial(), end.ended().digest());
        }
        return finish(digests);
    }

    /** @param digests of all trials by identity; empty unless all finished */
    private List<String> finish(Map<String, String> digests) {
        bus.close();
        Map<String, MissedEvents> missed = new HashMap<>();
        bus.missed().forEach(each -> missed.put(each.listener(), each));
        List<String> said = new ArrayList<>();
        for (OpenListener each : open) {
            String name = each.listener().name();
            Optional<MissedEvents> dropped = Optional.ofNullable(missed.get(name));
            if (dropped.isPresent()) {
                text(each, dropped.get()).ifPresent(said::add);
            } else if (each.catchUp().isPresent() && !digests.isEmpty()) {
                mark(each, digests).ifPresent(said::add);
            }
        }
        return said;
    }

    private Optional<String> text(OpenListener listener, MissedEvents dropped) {
        MissedEvents missed = missed(listener, dropped);
        if (missed.count() == 0 && listener.catchUp().isEmpty()) {
            return Optional.empty();
        }
        String what = missed.count() == 0
                ? " did not end"
                : " missed " + missed.count() + (missed.count() == 1 ? " event" : " events")
                        + missed.first()
                                .map(first -> ", from " + EventText.of(first, titles) + " on")
                                .orElse("");
        String help = listener.catchUp().isPresent()
                ? "; the next run or resume of the study gives it everything from the start"
                : "";
        return Optional.of("listener " + missed.listener() + what + help);
    }

    /** Returns what the journals tell, or the bus if they cannot be read: that is for those to say who need them. */
    private static MissedEvents missed(OpenListener listener, MissedEvents dropped) {
        try {
            return listener.catchUp().map(CatchUpListener::missed).orElse(dropped);
        } catch (RuntimeException unreadable) {
            return dropped;
        }
    }

    private static Optional<String> mark(OpenListener listener, Map<String, String> digests) {
        try {
            listener.listener().folder().mark(mark(listener.identity(), digests));
            return Optional.empty();
        } catch (ListenerFailed unmarked) {
            return Optional.of("listener " + listener.listener().name() + ": " + unmarked.getMessage());
        }
    }

    /** Digests what a listener was, and what it was given. */
    private static String mark(String identity, Map<String, String> digests) {
        Sha256Digest digest = new Sha256Digest().add(identity);
        new TreeMap<>(digests).forEach((trial, end) -> digest.add(trial).add(end));
        return digest.finish();
    }
}
