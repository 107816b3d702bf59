package org.recurve.app.display;

import java.util.function.Consumer;
import org.recurve.api.event.Event;

/** Shows how a run goes on, while it does. */
public sealed interface ProgressDisplay extends Consumer<Event>, AutoCloseable permits ProgressBars, ProgressLines {
    @Override
    void close();
}
