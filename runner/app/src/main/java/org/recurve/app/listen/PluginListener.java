package org.recurve.app.listen;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.recurve.api.event.Event;
import org.recurve.api.event.Listener;
import org.recurve.api.event.ListenerContext;
import org.recurve.api.event.ListenerSession;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.PluginFailure;
import org.recurve.api.plugin.Spec;
import org.recurve.app.experiment.PlacedListener;
import org.recurve.app.problem.SourcePosition;
import org.recurve.engine.bus.BusListener;
import org.recurve.engine.bus.ListenerFailed;
import org.recurve.storage.file.FolderLock;

/** A listener of a plugin with its session; what the plugin throws names it, its jar and its author's line. */
final class PluginListener implements BusListener {
    private final String name;
    private final Spec<Listener<?>> spec;
    private final SourcePosition place;
    private final ListenerContext context;
    private final ListenerFolder folder;
    private final AtomicLong delivered = new AtomicLong();
    private Optional<FolderLock> lock = Optional.empty();
    private Optional<ListenerSession> session = Optional.empty();

    PluginListener(String name, PlacedListener placed, ListenerContext context, ListenerFolder folder) {
        this.name = name;
        this.spec = placed.spec();
        this.place = placed.place();
        this.context = context;
        this.folder = folder;
    }

    /** Something that a plugin does and may fail at. */
    private interface PluginCall<T> {
        T call() throws IOException;
    }

    /** Returns whether the plugin asks for every event. */
    @SuppressWarnings("unchecked") // a Spec pairs a provider with its own config record
    static boolean catchesUp(Spec<Listener<?>> spec) {
        return spec.call("catchesUp", () -> ((Listener<Record>) spec.plugin()).catchesUp(spec.config()));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    @SuppressWarnings("unchecked") // a Spec pairs a provider with its own config record
    public void open() {
        lock = Optional.of(folder.open());
        folder.unmark();
        session = Optional.of(call("open", () -> ((Listener<Record>) spec.plugin()).open(spec.config(), context)));
    }

    @Override
    public void accept(Event event) {
        ListenerSession to = session.orElseThrow();
        call("on", () -> {
            to.on(event);
            return true;
        });
        delivered.incrementAndGet();
    }

    @Override
    public void close() {
        Optional<ListenerSession> last = session;
        session = Optional.empty();
        try {
            last.ifPresent(it -> call("close", () -> {
                it.close();
                return true;
            }));
        } finally {
            lock.ifPresent(FolderLock::close);
        }
    }

    @Override
    public long delivered() {
        return delivered.get();
    }

    private <T> T call(String method, PluginCall<T> call) {
        try {
            return spec.call(method, () -> {
                try {
                    return call.call();
                } catch (IOException e) {
                    UncheckedIOException unchecked = new UncheckedIOException(reason(e), e);
                    unchecked.setStackTrace(e.getStackTrace()); // the author's lines are there
                    throw unchecked;
                }
            });
        } catch (PluginFailure | InvalidSetting failure) {
            throw new ListenerFailed(place.brief() + ": " + failure.getMessage(), failure);
        }
    }

    /** Returns the message, which for many of these is a file's name alone. */
    private static String reason(IOException e) {
        return e.getClass() == IOException.class ? String.valueOf(e.getMessage()) : e.toString();
    }
}
