package org.recurve.reports.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.recurve.reports.follow.FollowedTrial;
import org.recurve.reports.follow.TrialState;

/** Seeds by variants: how each trial stands. */
public record StudyBoard(List<Long> seeds, List<BoardRow> rows) {
    public StudyBoard {
        seeds = List.copyOf(seeds);
        rows = List.copyOf(rows);
    }

    /** A variant, or a variant on a task. */
    public record BoardRow(int style, String variant, String task, List<Optional<BoardCell>> cells) {
        public BoardRow {
            cells = List.copyOf(cells);
        }
    }

    /**
     * A trial.
     *
     * @param id the first digits of its identity
     * @param percent how much of it is done
     */
    public record BoardCell(String id, long seed, TrialState state, int percent, String text) {}

    private record RowKey(int style, String variant, String task) {}

    static StudyBoard of(List<FollowedTrial> trials) {
        TreeSet<Long> seeds = new TreeSet<>();
        Map<RowKey, Map<Long, BoardCell>> rows = new LinkedHashMap<>();
        for (FollowedTrial trial : trials) {
            long seed = trial.plan().seed();
            seeds.add(seed);
            rows.computeIfAbsent(
                            new RowKey(
                                    trial.style(),
                                    trial.plan().variant(),
                                    trial.plan().task()),
                            _ -> new LinkedHashMap<>())
                    .put(seed, cell(trial));
        }
        List<BoardRow> all = new ArrayList<>();
        rows.forEach((key, cells) -> all.add(new BoardRow(
                key.style(),
                key.variant(),
                key.task(),
                seeds.stream().map(seed -> Optional.ofNullable(cells.get(seed))).toList())));
        return new StudyBoard(List.copyOf(seeds), all);
    }

    private static BoardCell cell(FollowedTrial trial) {
        TrialState state = trial.state();
        String text = state.word()
                + (state == TrialState.WAITING || state == TrialState.FINISHED
                        ? ""
                        : " in epoch " + trial.epoch()
                                + trial.epochsPlanned().map(all -> " of " + all).orElse(""));
        return new BoardCell(
                shortId(trial),
                trial.plan().seed(),
                state,
                (int) Math.round(100 * trial.progress()),
                trial.plan().title() + ": " + text);
    }

    static String shortId(FollowedTrial trial) {
        String identity = trial.plan().trial();
        return identity.substring("sha256:".length(), "sha256:".length() + 12);
    }
}
