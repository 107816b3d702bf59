package org.recurve.app.worker;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.run.RunFolders;
import org.recurve.engine.bus.EventSink;
import org.recurve.engine.checkpoint.TrialCheckpoints;
import org.recurve.engine.executor.SiteFailure;
import org.recurve.engine.executor.TrialLost;
import org.recurve.engine.executor.TrialSite;
import org.recurve.engine.executor.TrialTry;

/**
 * Child processes on this machine, one for each trial that is trained side by side. Each serves many trials; one that ends, whatever
 * the reason, costs a try of the trial that it trained, and another is started in its place.
 */
public final class ProcessSite implements TrialSite {
    private static final int STARTS = 3;

    private final WorkerCommand command;
    private final DriverMessage.Begin begin;
    private final Deque<WorkerProcess> idle = new ArrayDeque<>();
    private boolean closed;

    private ProcessSite(WorkerCommand command, DriverMessage.Begin begin) {
        this.command = command;
        this.begin = begin;
    }

    /** Returns a site whose processes have the plugins and the folders of this one; none is started yet. */
    public static ProcessSite of(WorkerCommand command, RunFolders folders, PluginRegistry registry) {
        return new ProcessSite(command, DriverMessage.Begin.of(folders, registry));
    }

    @Override
    public void train(TrialTry what, EventSink events, TrialCheckpoints left, BooleanSupplier stop) throws TrialLost {
        TrialPackage trial = TrialPackage.of(what);
        String problem = "";
        for (int start = 0; start < STARTS; start++) {
            WorkerProcess worker = take(what);
            boolean sound = false;
            try {
                TrialReception reception = new TrialReception(what.job(), events, left);
                Optional<String> not = worker.train(trial, reception, stop);
                sound = worker.isAlive();
                if (not.isEmpty()) {
                    return;
                }
                problem = not.get();
                if (reception.refused().isPresent()) {
                    break;
                }
            } finally {
                if (sound) {
                    giveBack(worker);
                } else {
                    worker.kill();
                }
            }
        }
        throw new SiteFailure(what.job().spec().title() + ": cannot be trained by a process of its own: " + problem);
    }

    /** Returns a process that trains nothing; a trial that is to be trained elsewhere is given to one that did not train it. */
    private WorkerProcess take(TrialTry what) {
        synchronized (this) {
            for (Iterator<WorkerProcess> each = idle.iterator(); each.hasNext(); ) {
                WorkerProcess worker = each.next();
                if (!worker.isAlive()) {
                    each.remove();
                } else if (!what.elsewhere() || !worker.hasTrained(what.job().identity())) {
                    each.remove();
                    return worker;
                }
            }
            Optional.ofNullable(idle.poll()).ifPresent(WorkerProcess::close); // as many as before
        }
        try {
            return WorkerProcess.start(command, begin);
        } catch (IOException e) {
            throw new SiteFailure("a process that trains trials cannot be started: " + e.getMessage());
        }
    }

    private synchronized void giveBack(WorkerProcess worker) {
        if (closed) {
            worker.close();
        } else {
            idle.addLast(worker);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        idle.forEach(WorkerProcess::close);
        idle.clear();
    }
}
