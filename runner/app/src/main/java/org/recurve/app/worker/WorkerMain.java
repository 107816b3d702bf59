package org.recurve.app.worker;

import java.io.IOException;
import java.util.List;
import java.util.logging.LogManager;
import org.recurve.app.display.StandardStreams;
import org.recurve.app.worker.WireInput.Sent;
import sun.misc.Signal;

/**
 * A process that trains trials for another one, which started it and talks to it through its standard streams. It ends with that
 * process: when its input ends. Signals that reach a whole group of processes, as Ctrl-C does, are for the other one to answer.
 */
public final class WorkerMain {
    private WorkerMain() {}

    public static void main(String[] args) {
        LogManager.getLogManager().reset();
        StandardStreams.claim();
        List.of("INT", "TERM", "HUP").forEach(WorkerMain::ignore);
        int code = 0;
        try {
            WireInput<DriverMessage> in = new WireInput<>(StandardStreams.in(), DriverMessage.class);
            TrialWorker worker = new TrialWorker(new WireOutput(StandardStreams.out()));
            for (var sent = in.next(); sent.isPresent(); sent = in.next()) {
                if (sent.get() instanceof Sent.SentMessage(DriverMessage message)) {
                    worker.take(message);
                }
            }
        } catch (IOException | RuntimeException e) {
            StandardStreams.err().println(e.getMessage());
            code = 1;
        }
        Runtime.getRuntime().halt(code); // whatever still trains does so for nobody
    }

    private static void ignore(String name) {
        try {
            Signal.handle(new Signal(name), _ -> {});
        } catch (IllegalArgumentException unknownHere) {
            return;
        }
    }
}
