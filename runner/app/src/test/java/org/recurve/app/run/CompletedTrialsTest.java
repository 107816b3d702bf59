package org.recurve.app.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.event.Event;
import org.recurve.api.event.Event.Status;
import org.recurve.api.event.Provenance;
import org.recurve.storage.EventRecorder;
import org.recurve.storage.Store;
import org.recurve.storage.journal.TrialTrust;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.StoredEnd;

class CompletedTrialsTest {
    @TempDir
    Path folder;

    private static String identity(Status status) {
        return "sha256:" + String.valueOf(status.ordinal()).repeat(64);
    }

    private static void end(EventRecorder recorder, Status status) {
        Provenance from = new Provenance("0.1.0", 1, Map.of(), "sha256:data", Map.of());
        String id = identity(status);
        recorder.accept(new Event.TrialStarted(id, "toys", status.name(), "", 0, "{}", from, List.of(), Instant.EPOCH));
        recorder.accept(new Event.TrialEnded(
                id, status, "for a reason", 1, Map.of(), "", Duration.ofSeconds(1), Instant.EPOCH));
    }

    /** A trial that failed keeps its reason until it is asked for again; one that diverged would diverge again. */
    @Test
    void whatEndedStandsAndWhatFailedIsRetriedOnRequest() {
        List<Status> all = List.of(Status.FINISHED, Status.DIVERGED, Status.FAILED, Status.INTERRUPTED);
        try (Store store = Store.open(folder);
                EventRecorder recorder = store.recorder()) {
            all.forEach(status -> end(recorder, status));
            assertEquals(Set.of(Status.FINISHED, Status.DIVERGED, Status.FAILED), standing(store, false));
            assertEquals(Set.of(Status.FINISHED, Status.DIVERGED), standing(store, true));
            assertEquals(
                    "for a reason",
                    new CompletedTrials(store.reader(), false, TrialTrust.IMPORTED)
                            .apply(identity(Status.FAILED))
                            .orElseThrow()
                            .reason());
        }
    }

    /** The store tells of many at once; of none that began it is asked again, whether it ended or not. */
    @Test
    void theStoreIsAskedOnceForTrialsThatItTellsTogether() {
        List<String> begun = IntStream.range(0, 1000)
                .mapToObj(trial -> "sha256:" + String.format("%064x", trial))
                .toList();
        StoreReader reader = mock(StoreReader.class);
        when(reader.begun()).thenReturn(Set.copyOf(begun));
        when(reader.endsBeside(anyString()))
                .thenReturn(begun.stream()
                        .skip(1)
                        .map(trial -> new StoredEnd(
                                new Event.TrialEnded(
                                        trial, Status.FINISHED, "", 1, Map.of(), "", Duration.ZERO, Instant.EPOCH),
                                TrialTrust.OWN))
                        .toList());
        CompletedTrials trials = new CompletedTrials(reader, false, TrialTrust.IMPORTED);
        for (int time = 0; time < 2; time++) {
            assertEquals(
                    begun.subList(1, begun.size()),
                    begun.stream()
                            .filter(trial -> trials.apply(trial).isPresent())
                            .toList());
        }
        verify(reader, times(1)).endsBeside(anyString());
        verify(reader, never()).trial(anyString());
    }

    private static Set<Status> standing(Store store, boolean retryFailed) {
        CompletedTrials trials = new CompletedTrials(store.reader(), retryFailed, TrialTrust.IMPORTED);
        return Stream.of(Status.values())
                .flatMap(status -> trials.apply(identity(status)).stream())
                .map(Event.TrialEnded::status)
                .collect(Collectors.toSet());
    }
}
