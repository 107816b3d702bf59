package org.recurve.app.worker;

import com.google.inject.Guice;
import com.google.inject.Injector;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.recurve.api.event.Event;
import org.recurve.api.event.Event.Checkpointed;
import org.recurve.app.binding.ProviderCheck;
import org.recurve.app.display.StandardStreams;
import org.recurve.app.plugins.PluginPath;
import org.recurve.app.plugins.PluginPlace;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.run.RunFolders;
import org.recurve.app.run.RunModule;
import org.recurve.app.weights.LearntTensors;
import org.recurve.engine.checkpoint.LearntState;
import org.recurve.engine.checkpoint.TrialCheckpoints;
import org.recurve.engine.training.TrialJob;
import org.recurve.engine.training.TrialRunner;

/** Trains the trials that it is sent, one after another, and sends back what they come to. */
final class TrialWorker {
    private final WireOutput out;
    private final ExecutorService trials = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("trial-1").factory());
    private Optional<PackagedJobs> jobs = Optional.empty();
    private String problem = "nobody said where things lie";
    private AtomicBoolean stop = new AtomicBoolean();

    TrialWorker(WireOutput out) {
        this.out = out;
    }

    /** Takes a message; called by the one thread that reads them. */
    void take(DriverMessage message) {
        switch (message) {
            case DriverMessage.Begin begin ->
                trials.execute(() -> {
                    try {
                        begin(begin);
                    } catch (RuntimeException e) {
                        problem = String.valueOf(e.getMessage());
                    }
                });
            case DriverMessage.Train(TrialPackage sent) -> {
                AtomicBoolean told = new AtomicBoolean();
                stop = told;
                trials.execute(() -> train(sent, told));
            }
            case DriverMessage.StopTrial() -> stop.set(true);
        }
    }

    private void begin(DriverMessage.Begin from) {
        send(new WorkerMessage.Ready(ProcessHandle.current().pid()));
        List<PluginPlace> places = new ArrayList<>();
        from.jars().forEach(jar -> places.add(new PluginPlace(Path.of(jar), "of the study")));
        RunFolders folders = new RunFolders(
                Path.of(from.store()),
                Path.of(from.store()).resolve("plugins"),
                Path.of(from.cache()),
                Path.of(from.own()),
                Path.of(from.experiments()));
        PluginRegistry registry = ProviderCheck.sound(new PluginPath(places).registry(folders.pluginCopies()));
        Injector injector = Guice.createInjector(new RunModule(
                folders, registry, 1, () -> false, text -> StandardStreams.err().println(text)));
        Map<String, String> here = Map.of(
                "host",
                HostName.here(),
                "process",
                Long.toString(ProcessHandle.current().pid()));
        jobs = Optional.of(PackagedJobs.in(injector, registry, here));
    }

    private void train(TrialPackage sent, AtomicBoolean told) {
        TrialJob job;
        try {
            job = jobs.orElseThrow(() -> new IllegalStateException(problem)).of(sent, part -> {
                send(new WorkerMessage.FailedPart(part));
                return Optional.empty();
            });
        } catch (RuntimeException e) {
            send(new WorkerMessage.Refused(String.valueOf(e.getMessage())));
            end();
            return;
        }
        send(new WorkerMessage.Began());
        new TrialRunner(this::publish, new SentCheckpoints(sent.from()), told::get, Clock.systemUTC()).run(job);
        end();
    }

    /** Checkpoints are told by whoever keeps them. */
    private void publish(Event event) {
        if (event instanceof Checkpointed) {
            return;
        }
        try {
            out.send(event);
        } catch (IOException e) {
            nobodyListens();
        }
    }

    private void send(WorkerMessage message) {
        try {
            out.send(WorkerMessage.class, (Record) message);
        } catch (IOException e) {
            nobodyListens();
        }
    }

    private void end() {
        try {
            out.end();
        } catch (IOException e) {
            nobodyListens();
        }
    }

    private static void nobodyListens() {
        Runtime.getRuntime().halt(0);
    }

    /** Checkpoints that are kept elsewhere. */
    private final class SentCheckpoints implements TrialCheckpoints {
        private final Optional<byte[]> from;
        private long moments;

        private SentCheckpoints(Optional<byte[]> from) {
            this.from = from;
        }

        @Override
        public Optional<byte[]> latest(String trial) {
            return from;
        }

        @Override
        public SavedMoment now(String trial) {
            long moment = moments++;
            send(new WorkerMessage.MomentPassed(moment));
            return (step, epoch, digest, content, keep) -> {
                send(new WorkerMessage.CheckpointLeft(moment, step, epoch, digest, content, keep));
                return new Checkpointed(trial, step, epoch, "", digest);
            };
        }

        @Override
        public void finished(String trial, LearntState learnt) {
            send(new WorkerMessage.Learnt(LearntTensors.model(trial, learnt)));
        }
    }
}
