package org.recurve.app.run;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.recurve.api.event.Event.TrialEnded;
import org.recurve.storage.Reader;
import org.recurve.storage.TrialView;

/** The trials that were finished before, by identity: they are reused, not run again. Safe for several threads. */
public final class Ledger implements Function<String, Optional<TrialEnded>> {
    private final Reader reader;

    Ledger(Reader reader) {
        this.reader = reader;
    }

    @Override
    public synchronized Optional<TrialEnded> apply(String identity) {
        return reader.finished(identity).map(Ledger::ended);
    }

    private static TrialEnded ended(TrialView trial) {
        Duration measured = trial.measured().orElse(Duration.ZERO);
        return new TrialEnded(
                trial.id(),
                trial.status(),
                trial.reason(),
                trial.selectedEpoch(),
                trial.metrics(),
                trial.digest(),
                measured,
                trial.started().plus(measured));
    }
}
