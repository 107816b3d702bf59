package org.recurve.engine.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.api.event.Event;
import org.recurve.api.event.Event.Status;
import org.recurve.api.event.Event.StepDone;
import org.recurve.api.event.Event.TrialEnded;
import org.recurve.api.event.Event.TrialStarted;
import org.recurve.api.event.Event.Warned;
import org.recurve.api.event.Provenance;
import org.recurve.api.event.StudyQuestions;
import org.recurve.engine.bus.EventSink;
import org.recurve.engine.checkpoint.TrialCheckpoints;
import org.recurve.engine.data.DataPool;
import org.recurve.engine.identity.RunPlatform;
import org.recurve.engine.spec.CheckpointRule;
import org.recurve.engine.spec.StudySpec;
import org.recurve.engine.study.StudyResult;
import org.recurve.engine.study.StudyRunner;
import org.recurve.engine.toys.Descent;
import org.recurve.engine.toys.Toys;

/** A study on a site that does harm is the study that was trained here, or says what is wrong. */
class SupervisedExecutorTest {
    private static final RunPlatform HERE = new RunPlatform("0.1", 1, Map.of(), RunPlatform::builtIn);
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);
    private static final CheckpointRule EACH_FOUR_STEPS = new CheckpointRule(Optional.of(4), Optional.empty(), 1);

    private final KeptTrials here = new KeptTrials();
    private final KeptTrials away = new KeptTrials();

    private static StudySpec study() {
        Toys slow = Toys.baseline().variant("slow").optimizer(new Descent(), new Descent.Config(0.01, 0.5));
        return new StudySpec(
                "toys",
                "?",
                "study: toys",
                Stream.of(
                                Toys.baseline(),
                                slow,
                                Toys.baseline().seed(1),
                                slow.seed(1),
                                Toys.baseline().seed(2))
                        .map(toys -> toys.spec(EACH_FOUR_STEPS))
                        .toList(),
                StudyQuestions.NONE,
                "{}",
                List.of());
    }

    private static StudyResult run(KeptTrials kept, TrialExecutor executor, int jobs, BooleanSupplier stop) {
        return new StudyRunner(
                        HERE,
                        new DataPool(s -> Path.of("none")),
                        kept,
                        kept,
                        executor,
                        _ -> Optional.empty(),
                        jobs,
                        stop,
                        CLOCK)
                .run(study());
    }

    private StudyResult local() {
        return run(here, new LocalExecutor(here, here, CLOCK), 1, () -> false);
    }

    private StudyResult away(TrialSite site, double confirmed) {
        return away(site, confirmed, 4);
    }

    private StudyResult away(TrialSite site, double confirmed, int jobs) {
        LocalExecutor local = new LocalExecutor(away, away, CLOCK);
        return run(
                away,
                new SupervisedExecutor(site, local, away, away, new ConfirmedShare(confirmed), CLOCK),
                jobs,
                () -> false);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void whateverIsLostTheStudyIsTheSameAndNothingIsRecordedTwice(int losses) {
        assertEquals(local(), away(FaultySite.losing(losses), 0));
        assertEquals(here.course(), away.course());
        assertEquals(here.checkpoints(), away.checkpoints());
        assertEquals(
                losses * 5L,
                away.others().stream().filter(Warned.class::isInstance).count());
    }

    @Test
    void aTrialThatIsLostEachTimeFailsAndTheOthersDoNot() {
        FaultySite site = FaultySite.losing(3);
        List<TrialEnded> ends =
                away(site, 0).trials().stream().map(StudyResult.TrialEnd::ended).toList();
        assertEquals(5, ends.size());
        ends.forEach(end -> {
            assertEquals(Status.FAILED, end.status());
            assertEquals("lost 3 times: the machine burned down", end.reason());
        });
        assertTrue(site.tries().values().stream().allMatch(tries -> tries.get() == 3));
    }

    @Test
    void aBitThatAnotherTryHasOtherwiseStopsTheStudyAndIsNamed() {
        AtomicInteger number = new AtomicInteger();
        TrialSite losesAfterThreeSteps = new TrialSite() {
            @Override
            public void train(TrialTry what, EventSink events, TrialCheckpoints left, BooleanSupplier stop)
                    throws TrialLost {
                if (number.getAndIncrement() > 0) {
                    FaultySite.losing(0)
                            .flipping(3, 1)
                            .train(new TrialTry(what.job(), Optional.empty(), 0, true), events, left, stop);
                    return;
                }
                AtomicBoolean lost = new AtomicBoolean();
                FaultySite.losing(0)
                        .train(
                                what,
                                event -> {
                                    lost.compareAndSet(false, event instanceof StepDone step && step.step() > 3);
                                    if (!lost.get()) {
                                        events.publish(event);
                                    }
                                },
                                FaultySite.until(lost, left),
                                lost::get);
                throw new TrialLost("gone");
            }

            @Override
            public void close() {}
        };
        LocalExecutor local = new LocalExecutor(away, away, CLOCK);
        ResultsDiffer differ = assertThrows(
                ResultsDiffer.class,
                () -> run(
                        away,
                        new SupervisedExecutor(losesAfterThreeSteps, local, away, away, ConfirmedShare.NONE, CLOCK),
                        1,
                        () -> false));
        assertTrue(differ.getMessage().contains("at step 3 (epoch 1): loss was "), differ.getMessage());
    }

    @Test
    void aConfirmedStudyIsTheSameAndEachTrialWasTrainedTwice() {
        FaultySite site = FaultySite.losing(0);
        assertEquals(local(), away(site, 1));
        assertEquals(here.course(), away.course());
        assertTrue(site.tries().values().stream().allMatch(tries -> tries.get() == 2));
    }

    @Test
    void aShareIsConfirmedAndTheSameEachTime() {
        FaultySite site = FaultySite.losing(0);
        FaultySite again = FaultySite.losing(0);
        away(site, 0.5);
        away(again, 0.5);
        List<Integer> tries =
                site.tries().values().stream().map(AtomicInteger::get).sorted().toList();
        assertEquals(1, tries.getFirst());
        assertEquals(2, tries.getLast());
        site.tries()
                .forEach((trial, count) ->
                        assertEquals(count.get(), again.tries().get(trial).get()));
    }

    @Test
    void aFlippedBitIsFoundByConfirmationAndTheTrialIsNotRecordedAsFinished() {
        ResultsDiffer differ = assertThrows(
                ResultsDiffer.class, () -> away(FaultySite.losing(0).flipping(7, 2), 1, 1));
        assertTrue(differ.getMessage().contains("at step 7 (epoch 2): loss was "), differ.getMessage());
        assertTrue(away.course().values().stream().flatMap(List::stream).noneMatch(TrialEnded.class::isInstance));
    }

    @Test
    void whatIsDoubledOrOfAnotherTrialOrVersionIsRefused() {
        refused("sent step 2 after step 2", (event, events) -> {
            events.publish(event);
            if (event instanceof StepDone step && step.step() == 2) {
                events.publish(event);
            }
        });
        refused("sent step 3 after step 1", (event, events) -> {
            if (!(event instanceof StepDone step && step.step() == 2)) {
                events.publish(event);
            }
        });
        refused("sent the end of epoch 1 (step 5) after step 4", (event, events) -> {
            if (!(event instanceof StepDone step && step.step() == 5)) {
                events.publish(event);
            }
        });
        refused(
                "not about this trial",
                (event, events) -> events.publish(
                        event instanceof StepDone it
                                ? new StepDone("sha256:0", it.step(), 1, 1, it.loss(), 0, Map.of())
                                : event));
        refused(
                "was trained by version 0.0",
                (event, events) ->
                        events.publish(event instanceof TrialStarted it ? from(it, it.configuration(), "0.0") : event));
        refused(
                "configuration, seed, data and plugins are those of",
                (event, events) -> events.publish(event instanceof TrialStarted it ? from(it, "{}", "0.1") : event));
    }

    private static TrialStarted from(TrialStarted it, String configuration, String version) {
        Provenance from = it.provenance();
        return new TrialStarted(
                it.trial(),
                it.study(),
                it.variant(),
                it.task(),
                it.seed(),
                configuration,
                new Provenance(version, from.arithmetic(), from.plugins(), from.dataDigest(), from.machine()),
                it.layers(),
                it.measuredAt());
    }

    private interface Harm {
        void send(Event event, EventSink events);
    }

    private void refused(String message, Harm harm) {
        TrialSite site = new TrialSite() {
            @Override
            public void train(TrialTry what, EventSink events, TrialCheckpoints left, BooleanSupplier stop) {
                new LocalSite(CLOCK).train(what, event -> harm.send(event, events), TrialCheckpoints.NONE, stop);
            }

            @Override
            public void close() {}
        };
        SiteFailure failure = assertThrows(SiteFailure.class, () -> away(site, 0));
        assertTrue(failure.getMessage().contains(message), failure.getMessage());
    }

    @Test
    void aStudyThatIsToldToStopLeavesTrialsInterrupted() {
        AtomicInteger steps = new AtomicInteger();
        TrialSite site = new TrialSite() {
            @Override
            public void train(TrialTry what, EventSink events, TrialCheckpoints left, BooleanSupplier stop) {
                new LocalSite(CLOCK)
                        .train(
                                what,
                                event -> {
                                    steps.addAndGet(event instanceof StepDone ? 1 : 0);
                                    events.publish(event);
                                },
                                left,
                                stop);
            }

            @Override
            public void close() {}
        };
        LocalExecutor local = new LocalExecutor(away, away, CLOCK);
        StudyResult result = run(
                away,
                new SupervisedExecutor(site, local, away, away, ConfirmedShare.NONE, CLOCK),
                1,
                () -> steps.get() >= 20);
        assertEquals(
                List.of(Status.FINISHED, Status.INTERRUPTED),
                result.trials().stream().map(end -> end.ended().status()).toList());
    }
}
