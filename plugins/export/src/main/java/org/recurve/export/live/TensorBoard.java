package org.recurve.export.live;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.recurve.api.event.Event;
import org.recurve.api.event.Listener;
import org.recurve.api.event.ListenerContext;
import org.recurve.api.event.ListenerSession;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/**
 * Writes event files that TensorBoard reads: a run for each trial, {@code VARIANT/SEED} or {@code VARIANT/TASK/SEED}, with a
 * scalar for each metric; its step is the epoch. Metrics of the test split stand at the selected epoch. Times are those of
 * the journal, so that the files are the same however often they are written.
 */
@Plugin(
        id = "tensorboard",
        version = 1,
        summary =
                "TensorBoard event files, a run for each trial: tensorboard --logdir STORE/listeners/STUDY/tensorboard")
public final class TensorBoard implements Listener<NoConfig> {
    private static final String FILE = "events.out.tfevents.recurve";

    @Override
    public boolean catchesUp(NoConfig config) {
        return true;
    }

    @Override
    public void on(NoConfig config, Event event) {
        throw new IllegalStateException("events go to the session");
    }

    @Override
    public ListenerSession open(NoConfig config, ListenerContext context) {
        return new TensorBoardSession(context);
    }

    /** A trial's file, and the time by the clock that its events have reached. */
    private record Run(RecordFile file, Instant time) {
        private Run after(Duration measured) {
            return new Run(file, time.plus(measured));
        }
    }

    private static final class TensorBoardSession implements ListenerSession {
        private final ListenerContext context;
        private final TrialNames names;
        private final Map<String, Run> runs = new HashMap<>();
        private final Map<String, String> folders = new HashMap<>();
        private final Set<String> taken = new HashSet<>();

        TensorBoardSession(ListenerContext context) {
            this.context = context;
            this.names = new TrialNames();
        }

        @Override
        public void on(Event event) throws IOException {
            names.learn(event);
            switch (event) {
                case Event.TrialStarted started -> begin(started);
                case Event.EpochDone done -> {
                    Run run = run(done.trial()).after(done.measured());
                    runs.put(done.trial(), run);
                    write(run, done.epoch(), done.metrics());
                }
                case Event.TrialEnded ended -> end(ended);
                case Event.StudyStarted _,
                        Event.StudyEnded _,
                        Event.StepDone _,
                        Event.Checkpointed _,
                        Event.Recorded _,
                        Event.Warned _ -> {}
            }
        }

        /** A trial that goes on begins once more, at another time, in the same file. */
        private void begin(Event.TrialStarted started) throws IOException {
            Run before = runs.get(started.trial());
            if (before == null) {
                RecordFile file = RecordFile.open(context.file(folder(started.trial()) + "/" + FILE));
                runs.put(started.trial(), new Run(file, started.measuredAt()));
                file.write(EventMessage.version(seconds(started.measuredAt())));
            } else {
                runs.put(started.trial(), new Run(before.file(), started.measuredAt()));
            }
        }

        private Run run(String trial) {
            Run run = runs.get(trial);
            if (run == null) {
                throw new IllegalStateException("trial " + trial + " has not begun");
            }
            return run;
        }

        /** The other metrics stand at their epochs already. */
        private void end(Event.TrialEnded ended) throws IOException {
            Run run = run(ended.trial());
            runs.remove(ended.trial());
            try (RecordFile file = run.file()) {
                Map<String, Double> tested = ended.metrics().entrySet().stream()
                        .filter(metric -> metric.getKey().startsWith("test."))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
                if (!tested.isEmpty()) {
                    write(new Run(file, run.time()), ended.selectedEpoch(), tested);
                }
            }
        }

        private static void write(Run run, int epoch, Map<String, Double> metrics) throws IOException {
            run.file().write(EventMessage.scalars(seconds(run.time()), epoch, metrics));
        }

        private static double seconds(Instant time) {
            return time.getEpochSecond() + time.getNano() / 1e9;
        }

        /** Returns the run's folder: its names, made fit for files, with the trial's first digits where that loses something. */
        private String folder(String trial) {
            return folders.computeIfAbsent(trial, _ -> {
                Event.TrialPlan name = names.of(trial);
                String plain = Stream.of(name.variant(), name.task(), Long.toString(name.seed()))
                        .filter(part -> !part.isEmpty())
                        .map(part -> part.replace('/', ':'))
                        .collect(Collectors.joining("/"));
                if (ListenerContext.isFileName(plain) && taken.add(plain)) {
                    return plain;
                }
                String fit = name.variant().replaceAll("[^A-Za-z0-9]", "_");
                return "trial-" + fit.substring(0, Math.min(100, fit.length())) + "-"
                        + trial.substring(trial.indexOf(':') + 1);
            });
        }

        @Override
        public void close() throws IOException {
            for (Run run : runs.values()) {
                run.file().close();
            }
        }
    }
}
