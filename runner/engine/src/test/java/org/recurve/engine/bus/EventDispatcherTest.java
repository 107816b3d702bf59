package org.recurve.engine.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;
import org.recurve.api.artifact.Artifact;
import org.recurve.api.event.Event;
import org.recurve.api.event.Event.StepDone;
import org.recurve.api.event.Event.Warned;

class EventDispatcherTest {
    private final List<Event> recorded = new CopyOnWriteArrayList<>();

    private static Event step(String trial, long step) {
        return new StepDone(trial, step, 1, 1, 0, 0, Map.of());
    }

    private static List<Event> steps(String trial, int count) {
        return IntStream.range(0, count).mapToObj(i -> step(trial, i)).toList();
    }

    private List<Warned> warnings() {
        return recorded.stream()
                .filter(Warned.class::isInstance)
                .map(Warned.class::cast)
                .toList();
    }

    @Test
    void aRecorderHasTheEventOnTheSameThreadWhenPublishReturns() {
        List<Thread> threads = new CopyOnWriteArrayList<>();
        try (EventDispatcher dispatcher = new EventDispatcher(16)) {
            dispatcher.record("store", event -> threads.add(Thread.currentThread()));
            dispatcher.publish(step("t", 1));
            assertEquals(List.of(Thread.currentThread()), threads);
        }
    }

    @Test
    void whatAListenerWritesIntoAnEventNoOtherSees() {
        double[] y = {1, 2};
        Artifact curve = new Artifact.Curve("a", "x", "y", new double[] {1, 2}, y);
        List<Double> seen = new CopyOnWriteArrayList<>();
        try (EventDispatcher dispatcher = new EventDispatcher(16)) {
            for (int i = 0; i < 2; i++) {
                dispatcher.listen("vandal " + i, event -> {
                    double[] own = ((Artifact.Curve) ((Event.Recorded) event).artifact()).y();
                    seen.add(own[0]);
                    own[0] = 7;
                });
            }
            dispatcher.publish(new Event.Recorded("t", "curve", 1, curve));
        }
        assertEquals(List.of(1.0, 1.0), seen);
        assertEquals(1, y[0]);
    }

    @Test
    void aFailingRecorderStopsThisAndEveryLaterPublish() {
        IllegalStateException full = new IllegalStateException("disk full");
        try (EventDispatcher dispatcher = new EventDispatcher(16)) {
            dispatcher.record("store", event -> {
                throw full;
            });
            RecordingFailed failed = assertThrows(RecordingFailed.class, () -> dispatcher.publish(step("t", 1)));
            assertSame(full, failed.getCause());
            assertTrue(
                    failed.getMessage().startsWith("store failed, so the run stops before anything is lost: disk full"),
                    failed.getMessage());
            assertThrows(RecordingFailed.class, () -> dispatcher.publish(step("t", 2)));
        }
    }

    @Test
    void whatCouldNotBeRecordedIsShownToNoListener() {
        List<Event> seen = new CopyOnWriteArrayList<>();
        try (EventDispatcher dispatcher = new EventDispatcher(16)) {
            dispatcher.listen("bar", seen::add);
            dispatcher.record("store", event -> {
                throw new IllegalStateException("disk full");
            });
            assertThrows(RecordingFailed.class, () -> dispatcher.publish(step("t", 1)));
        }
        assertEquals(List.of(), seen);
    }

    @Test
    void listenersSeeAllEventsInOrder() {
        List<Event> seen = new CopyOnWriteArrayList<>();
        try (EventDispatcher dispatcher = new EventDispatcher(1000)) {
            dispatcher.listen("bar", seen::add);
            steps("t", 500).forEach(dispatcher::publish);
        }
        assertEquals(steps("t", 500), seen);
    }

    @Test
    void eventsOfOneThreadStayInOrderWhenSeveralPublish() throws InterruptedException {
        List<Event> seen = new CopyOnWriteArrayList<>();
        try (EventDispatcher dispatcher = new EventDispatcher(10_000)) {
            dispatcher.listen("bar", seen::add);
            dispatcher.record("store", recorded::add);
            List<Thread> publishers = IntStream.range(0, 4)
                    .mapToObj(t ->
                            Thread.ofPlatform().start(() -> steps("t" + t, 300).forEach(dispatcher::publish)))
                    .toList();
            for (Thread publisher : publishers) {
                publisher.join();
            }
        }
        for (List<Event> all : List.of(seen, recorded)) {
            for (int t = 0; t < 4; t++) {
                String trial = "t" + t;
                List<Event> ofTrial = all.stream()
                        .filter(e -> ((Event.OfTrial) e).trial().equals(trial))
                        .toList();
                assertEquals(steps(trial, 300), ofTrial);
            }
        }
    }

    @Test
    void aFailingListenerIsDroppedWithOneWarningAndTheOthersGoOn() {
        @SuppressWarnings("unchecked")
        Consumer<Event> failing = mock(Consumer.class);
        @SuppressWarnings("unchecked")
        Consumer<Event> healthy = mock(Consumer.class);
        doThrow(new IllegalStateException("no terminal")).when(failing).accept(any());
        try (EventDispatcher dispatcher = new EventDispatcher(1000)) {
            dispatcher.record("store", recorded::add);
            dispatcher.listen("failing", failing);
            dispatcher.listen("healthy", healthy);
            steps("t", 100).forEach(dispatcher::publish);
            verify(healthy, timeout(5000)).accept(any(Warned.class));
        }
        verify(failing, times(1)).accept(any());
        InOrder order = inOrder(healthy);
        steps("t", 100).forEach(step -> order.verify(healthy).accept(step));
        Warned warning = assertInstanceOf(Warned.class, warnings().getFirst());
        assertEquals(1, warnings().size());
        assertEquals("listener failing", warning.about());
        assertTrue(warning.message().contains("no terminal"), warning.message());
    }

    @Test
    void aListenerThatNeverReturnsIsDroppedWithOneWarningAndSlowsNothing() {
        CountDownLatch never = new CountDownLatch(1);
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            try (EventDispatcher dispatcher = new EventDispatcher(8)) {
                dispatcher.record("store", recorded::add);
                dispatcher.listen("stuck", event -> awaitWhateverInterrupts(never));
                steps("t", 10_000).forEach(dispatcher::publish);
            }
        });
        never.countDown();
        assertEquals(1, warnings().size());
        assertTrue(
                warnings().getFirst().message().contains("behind"), warnings().toString());
        assertEquals(
                steps("t", 10_000),
                recorded.stream().filter(StepDone.class::isInstance).toList());
    }

    @Test
    void aListenerIsGivenTimeToFinishOnClosing() {
        List<Event> seen = new CopyOnWriteArrayList<>();
        try (EventDispatcher dispatcher = new EventDispatcher(100)) {
            dispatcher.listen("slow", event -> {
                pause();
                seen.add(event);
            });
            steps("t", 50).forEach(dispatcher::publish);
        }
        assertEquals(steps("t", 50), seen);
    }

    /** Notes what it is called for; it fails at one of its calls, if it is told to. */
    private static class Diary implements BusListener {
        private final List<Object> entries = new CopyOnWriteArrayList<>();
        private final List<Thread> threads = new CopyOnWriteArrayList<>();
        private final Object failsAt;
        private final boolean catchesUp;

        Diary(Object failsAt, boolean catchesUp) {
            this.failsAt = failsAt;
            this.catchesUp = catchesUp;
        }

        private void enter(Object entry) {
            entries.add(entry);
            threads.add(Thread.currentThread());
            if (entry.equals(failsAt)) {
                throw new ListenerFailed("out of ink");
            }
        }

        @Override
        public String name() {
            return "diary";
        }

        @Override
        public boolean catchesUp() {
            return catchesUp;
        }

        @Override
        public void open() {
            enter("open");
        }

        @Override
        public void accept(Event event) {
            enter(event);
        }

        @Override
        public void finish() {
            enter("finish");
        }

        @Override
        public void close() {
            enter("close");
        }
    }

    @Test
    void aListenerIsOpenedAndFinishedAndClosedOnOneThread() {
        Diary diary = new Diary("nothing", false);
        EventDispatcher dispatcher = new EventDispatcher(16);
        try (dispatcher) {
            dispatcher.listen(diary);
            dispatcher.publish(step("t", 1));
        }
        assertEquals(List.of("open", step("t", 1), "finish", "close"), diary.entries);
        assertEquals(1, diary.threads.stream().distinct().count());
        assertEquals(List.of(), dispatcher.missed());
    }

    @Test
    void whatAFailingListenerMissedIsCountedAndItIsClosed() {
        Diary diary = new Diary(step("t", 2), false);
        EventDispatcher dispatcher = new EventDispatcher(16);
        try (dispatcher) {
            dispatcher.record("store", recorded::add);
            dispatcher.listen(diary);
            steps("t", 7).forEach(dispatcher::publish);
        }
        assertEquals(List.of("open", step("t", 0), step("t", 1), step("t", 2), "close"), diary.entries);
        assertEquals(List.of(new MissedEvents("diary", 5, Optional.of(step("t", 2)))), dispatcher.missed());
        assertTrue(
                warnings().getFirst().message().startsWith("it failed: out of ink; it gets no more events"),
                warnings().toString());
    }

    /** Steps are published while it fails, each of which must be counted, after the one at which it failed. */
    @Test
    void theFirstEventMissedIsTheOneAtWhichItFailedWhateverIsPublishedMeanwhile() {
        for (int round = 0; round < 200; round++) {
            Diary diary = new Diary(step("t", 20), false);
            EventDispatcher dispatcher = new EventDispatcher(1000);
            try (dispatcher) {
                dispatcher.listen(diary);
                for (int step = 0; step < 40; step++) {
                    dispatcher.publish(step("t", step));
                    LockSupport.parkNanos(1);
                }
            }
            assertEquals(List.of(new MissedEvents("diary", 20, Optional.of(step("t", 20)))), dispatcher.missed());
        }
    }

    @Test
    void aListenerThatCannotBeOpenedMissesEverything() {
        Diary diary = new Diary("open", false);
        EventDispatcher dispatcher = new EventDispatcher(16);
        try (dispatcher) {
            dispatcher.listen(diary);
            steps("t", 4).forEach(dispatcher::publish);
        }
        assertEquals(List.of("open", "close"), diary.entries);
        assertEquals(List.of(new MissedEvents("diary", 4, Optional.of(step("t", 0)))), dispatcher.missed());
    }

    /** What it writes must be whole before the process may end. */
    @Test
    void closingWaitsUntilAListenerThatFailedIsClosed() {
        CountDownLatch failed = new CountDownLatch(1);
        Diary diary = new Diary("open", false) {
            @Override
            public void close() {
                failed.countDown();
                LockSupport.parkNanos(300_000_000);
                super.close();
            }
        };
        try (EventDispatcher dispatcher = new EventDispatcher(16)) {
            dispatcher.listen(diary);
            awaitWhateverInterrupts(failed);
        }
        assertEquals(List.of("open", "close"), diary.entries);
    }

    /** It reads elsewhere what its queue had no room for; what is not of a trial it has from the queue. */
    @Test
    void oneThatCatchesUpIsNotDroppedForFallingBehind() {
        CountDownLatch go = new CountDownLatch(1);
        Diary diary = new Diary("nothing", true) {
            @Override
            public void open() {
                super.open();
                awaitWhateverInterrupts(go);
            }
        };
        EventDispatcher dispatcher = new EventDispatcher(8);
        try (dispatcher) {
            dispatcher.listen(diary);
            steps("t", 100).forEach(dispatcher::publish);
            dispatcher.publish(new Event.StudyEnded("s", Map.of(), Duration.ZERO));
            go.countDown();
        }
        assertEquals(List.of(), dispatcher.missed());
        assertEquals(1 + 8 + 1 + 2, diary.entries.size(), diary.entries.toString());
        assertInstanceOf(Event.StudyEnded.class, diary.entries.get(9));
    }

    private static void awaitWhateverInterrupts(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException deaf) {
                // as badly behaved as a listener can be
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(2);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
