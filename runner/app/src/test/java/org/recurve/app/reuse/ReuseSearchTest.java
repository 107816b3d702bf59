package org.recurve.app.reuse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.recurve.api.event.Event.Status;
import org.recurve.api.event.Event.TrialPlan;
import org.recurve.api.event.Provenance;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.reuse.ReuseSearch.ReuseRules;
import org.recurve.storage.journal.TrialTrust;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.StudyOutline;
import org.recurve.storage.view.TrialResult;
import org.recurve.storage.view.TrialView;

/** A hundred thousand stored trials are more than a small memory holds: whoever compares with them keeps a page. */
class ReuseSearchTest {
    private static final int TRIALS = 2_500;
    private static final int PAGE = 1_000;
    private static final Provenance FROM = new Provenance("0.1.0", 1, Map.of(), "sha256:data", Map.of());

    private final List<WeakReference<TrialView>> given = new ArrayList<>();
    private int pages;

    private static String id(int trial) {
        return "sha256:%064x".formatted(trial);
    }

    private static TrialPlan plan(int trial, String identity) {
        return new TrialPlan(identity, "baseline", "", trial);
    }

    private static String configuration(int trial, int epochs) {
        return "{\"data\":{\"adding\":{}},\"measure\":[],\"seed\":" + trial + ",\"train\":{\"epochs\":" + epochs + "}}";
    }

    private TrialView view(int trial) {
        TrialView view = new TrialView(
                id(trial),
                "sums",
                "baseline",
                "",
                trial,
                Status.FINISHED,
                "",
                configuration(trial, 2),
                FROM,
                List.of(),
                1,
                Map.of(),
                "",
                Instant.EPOCH,
                Optional.empty(),
                List.of(),
                TrialTrust.OWN);
        given.add(new WeakReference<>(view));
        return view;
    }

    private StoreReader reader() {
        StoreReader reader = mock(StoreReader.class);
        when(reader.outline("sums"))
                .thenReturn(Optional.of(new StudyOutline(
                        "sums",
                        "study: sums",
                        IntStream.range(0, TRIALS).mapToObj(i -> plan(i, id(i))).toList(),
                        Optional.empty(),
                        false)));
        when(reader.results())
                .thenReturn(IntStream.range(0, TRIALS)
                        .mapToObj(i -> new TrialResult(
                                id(i), "sums", "baseline", "", i, Status.FINISHED, null, TrialTrust.OWN))
                        .toList());
        when(reader.trialsBeside(any())).thenAnswer(call -> {
            pages++;
            int of = Integer.parseInt(call.<String>getArgument(0).substring("sha256:".length()), 16) / PAGE;
            return IntStream.range(of * PAGE, Math.min(TRIALS, (of + 1) * PAGE))
                    .mapToObj(this::view)
                    .toList();
        });
        return reader;
    }

    @Test
    void storedTrialsAreComparedByPages() {
        StoreReader reader = reader();
        PluginRegistry none = mock(PluginRegistry.class);
        ReuseSearch search = new ReuseSearch(
                reader, "sums", "study: other", new PluginJars(none, List.of()), ReuseRules.ALL, () -> false);
        assertEquals(new TrialFate.Stored(false), fate(search, 7, id(7), 2));
        assertEquals(0, pages, "how a trial stands is known without what came of it");
        for (int trial = 0; trial < TRIALS; trial++) {
            TrialFate.Trained again =
                    assertInstanceOf(TrialFate.Trained.class, fate(search, trial, id(TRIALS + trial), 4));
            assertTrue(again.isAgain());
            assertInstanceOf(TrialChange.Settings.class, again.changes().getFirst());
        }
        assertEquals(3, pages);
        System.gc();
        assertEquals(TRIALS, given.size());
        assertTrue(given.stream().filter(view -> view.get() != null).count() <= PAGE);
        Reference.reachabilityFence(search);
        TrialFate.Trained more = assertInstanceOf(TrialFate.Trained.class, fate(search, TRIALS, id(3 * TRIALS), 2));
        assertEquals(List.of(new TrialChange.NewSeed()), more.changes());
        verify(reader, never()).study(any());
    }

    private static TrialFate fate(ReuseSearch search, int trial, String identity, int epochs) {
        return search.fate(new IdentifiedTrial(plan(trial, identity), configuration(trial, epochs), FROM))
                .fate();
    }
}
