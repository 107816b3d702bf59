package org.recurve.app.queue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.recurve.app.option.CommonOptions;
import org.recurve.app.option.DataOption;
import org.recurve.app.option.ExecutorOptions;
import org.recurve.app.option.JobOptions;
import org.recurve.app.option.NumberOptions;
import org.recurve.app.problem.ExitCodes;
import org.recurve.app.queue.QueueNote.Beat;
import org.recurve.app.worker.HostName;
import org.recurve.app.worker.WorkerCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sun.misc.Signal;

/** {@code recurve work FOLDER}: trains trials that runs elsewhere put into a folder. */
@Command(
        name = "work",
        mixinStandardHelpOptions = true,
        description = {
            "Train the trials that run --on folder:FOLDER puts into a folder, on this machine or another.",
            "Told to end, it hands them back with a checkpoint; its exit code is 75 if trials are left."
        })
public final class WorkCommand implements Callable<Integer> {
    @Mixin
    private final DataOption own = new DataOption();

    @Mixin
    private final CommonOptions commonOptions = new CommonOptions(own);

    @Mixin
    private final JobOptions options = new JobOptions();

    @Parameters(paramLabel = "FOLDER", description = "The folder, which is made where it is missing.")
    private Path path = Path.of("");

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            description = "The most heap of each process that trains, such as 512m or 4g.")
    private Optional<String> memory = Optional.empty();

    @Option(
            names = "--idle",
            paramLabel = "TIME",
            description = "End after so long without a trial to take, such as 10m. Default: wait forever.")
    private Optional<String> idle = Optional.empty();

    @Option(names = "--until-empty", description = "End when no trial lies in the folder any more, after one did.")
    private boolean untilEmpty;

    @Option(
            names = "--lease",
            paramLabel = "TIME",
            defaultValue = "60s",
            description =
                    "After how long without a sign of life others take over its trials (default: ${DEFAULT-VALUE}).")
    private String lease = "60s";

    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicInteger handedBack = new AtomicInteger();
    private final AtomicInteger busy = new AtomicInteger();

    @Override
    public Integer call() throws IOException, InterruptedException {
        memory.ifPresent(ExecutorOptions::size);
        Duration silence = NumberOptions.time("--lease", lease);
        Optional<Duration> patience = idle.map(text -> NumberOptions.time("--idle", text));
        QueueFolder folder = QueueFolder.open(path);
        warnOfOthers(folder);
        String worker = HostName.here().replaceAll("[^A-Za-z0-9.]", "-") + "-"
                + ProcessHandle.current().pid() + "-"
                + UUID.randomUUID().toString().substring(0, 8);
        List.of("INT", "TERM", "HUP").forEach(this::stopAt);
        TrialSearch search = new TrialSearch(folder, worker, System::nanoTime);
        try (ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("sign of life").factory())) {
            long every = silence.toMillis() / SilenceWatch.BEATS;
            AtomicLong count = new AtomicLong();
            beat(folder, worker, count, every);
            beats.scheduleAtFixedRate(() -> beat(folder, worker, count, every), every, every, TimeUnit.MILLISECONDS);
            commonOptions.note("worker " + worker + " looks into " + folder.root());
            List<Thread> slots = new ArrayList<>();
            for (int slot = 1; slot <= options.jobs(); slot++) {
                slots.add(Thread.ofPlatform().name("slot-" + slot).start(() -> work(folder, worker, search, patience)));
            }
            for (Thread slot : slots) {
                slot.join();
            }
            beats.shutdownNow();
        } finally {
            Files.deleteIfExists(folder.beat(worker).path());
        }
        boolean left = stop.get() && !folder.trials().isEmpty();
        return left || handedBack.get() > 0 ? ExitCodes.UNFINISHED : ExitCode.OK;
    }

    private void work(QueueFolder folder, String worker, TrialSearch search, Optional<Duration> patience) {
        GrowingPause pause = GrowingPause.ofSearch();
        WorkerCommand command = new WorkerCommand(memory);
        try (WorkerSlot slot =
                new WorkerSlot(folder, worker, command, commonOptions.folders(), stop::get, commonOptions::note)) {
            while (!stop.get()) {
                Optional<TakenTrial> next = next(search);
                if (next.isPresent()) {
                    pause.reset();
                    busy.incrementAndGet();
                    handedBack.addAndGet(slot.train(next.get()) ? 1 : 0);
                    busy.decrementAndGet();
                    search.worked();
                } else if (busy.get() == 0 && isOver(search, patience)) {
                    return;
                } else {
                    pause.await();
                }
            }
        }
    }

    private static Optional<TakenTrial> next(TrialSearch search) {
        try {
            return search.next();
        } catch (IOException e) {
            return Optional.empty(); // a folder that is full, or away, is looked into again
        }
    }

    private boolean isOver(TrialSearch search, Optional<Duration> patience) {
        return untilEmpty && search.isEmptied()
                || patience.filter(most -> search.idle().compareTo(most) > 0).isPresent();
    }

    private static void beat(QueueFolder folder, String worker, AtomicLong count, long every) {
        try {
            folder.beat(worker).replace(new Beat(count.incrementAndGet(), every));
        } catch (IOException e) {
            return; // the next one may get through; if none does, others take over
        }
    }

    /** Whoever can write into the folder can have code run by its workers. */
    private void warnOfOthers(QueueFolder folder) {
        try {
            if (Files.getPosixFilePermissions(folder.root()).contains(PosixFilePermission.OTHERS_WRITE)) {
                commonOptions.warn("everybody can write into " + folder.root()
                        + ", and so can have code run by its workers; chmod o-w makes it safe");
            }
        } catch (IOException | UnsupportedOperationException noSuchRights) {
            return;
        }
    }

    private void stopAt(String signal) {
        try {
            Signal.handle(new Signal(signal), told -> {
                if (stop.getAndSet(true)) {
                    Runtime.getRuntime().halt(128 + told.getNumber());
                }
                commonOptions.note("handing back what is being trained; told again, it ends at once");
            });
        } catch (IllegalArgumentException unknownHere) {
            return;
        }
    }
}
