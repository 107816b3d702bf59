package org.recurve.reports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.recurve.api.event.Event;
import org.recurve.reports.section.OwnSection;
import org.recurve.reports.serve.FolderStore;
import org.recurve.reports.serve.ReportExtras;
import org.recurve.reports.serve.WatchPages;
import org.recurve.reports.serve.WatchServer;
import org.recurve.reports.style.ReportStyle;
import org.recurve.storage.EventRecorder;
import org.recurve.storage.Store;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.StudyView;

/** A store that is recorded into while a server shows it. */
public record WatchedStudy(Store store, EventRecorder recorder, WatchServer server) implements AutoCloseable {
    /** Adds nothing to reports. */
    private record Plain(ReportStyle style) implements ReportExtras {
        @Override
        public List<OwnSection> sections(StudyView study, StoreReader reader) {
            return List.of();
        }
    }

    public static WatchedStudy in(Path folder) {
        Store store = Store.open(folder);
        try {
            return new WatchedStudy(
                    store,
                    store.recorder(),
                    WatchServer.start(
                            InetAddress.getLoopbackAddress(),
                            0,
                            new WatchPages(new FolderStore(store, folder), new Plain(ReportStyle.PLAIN))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Records a study of which the first variant's first seed is finished, and no other trial has begun. */
    public static void begin(EventRecorder recorder) {
        Studies studies = Studies.digits();
        studies.start(recorder);
        studies.trial(recorder, 0, 0, Event.Status.FINISHED);
    }

    /** Begins a trial. */
    public static void beginTrial(EventRecorder recorder, int variant, int seed) {
        Studies.digits().begin(recorder, variant, seed);
    }

    /** Records a step of a trial that began. */
    public static void step(EventRecorder recorder, int variant, int seed, long step, float loss) {
        recorder.accept(new Event.StepDone(Studies.id(variant, seed), step, 1, 64, loss, 1, Map.of()));
    }

    /** Ends a trial that began. */
    public static void endTrial(EventRecorder recorder, int variant, int seed, Event.Status status) {
        Studies.digits().end(recorder, variant, seed, status, Map.of());
    }

    /** Ends what is being sent to browsers, as a network does that fails. */
    public void cutStreams() {
        server.cutStreams();
    }

    /** Records one more trial. */
    public static void more(EventRecorder recorder, int variant, int seed) {
        Studies.digits().trial(recorder, variant, seed, Event.Status.FINISHED);
    }

    /** Returns the address of the study's page, with the key. */
    public String address() {
        return server.address(List.of("sharing-on-digits"));
    }

    @Override
    public void close() {
        server.close();
        recorder.close();
        store.close();
    }
}
