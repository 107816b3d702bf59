package org.recurve.reports.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.recurve.reports.settings.SettingChange;
import org.recurve.reports.settings.SettingChange.PartRemoved;
import org.recurve.reports.settings.VariantDelta;

/**
 * Describes how a headline calls variants: by what they change, if that can be said shortly of all of them, else by their names.
 *
 * @param byChange whether it is by what they change
 */
record HeadlineSubjects(boolean byChange) {
    /** As many are named one by one. */
    static final int NAMED = 3;

    private static final int LONGEST = 60;

    static HeadlineSubjects of(List<ResultSection.ResultRow> compared) {
        return new HeadlineSubjects(
                compared.stream().allMatch(row -> change(row).isPresent()));
    }

    private static Optional<String> change(ResultSection.ResultRow row) {
        return row.delta()
                .map(VariantDelta::changes)
                .filter(changes -> changes.size() == 1
                        || (changes.size() == 2 && changes.stream().allMatch(PartRemoved.class::isInstance)))
                .map(HeadlineSubjects::done)
                .filter(text -> text.length() <= LONGEST);
    }

    private static String done(List<SettingChange> changes) {
        Stream<String> more = changes.stream().skip(1).map(SettingChange::path);
        return and(Stream.concat(Stream.of(changes.getFirst().done()), more).toList());
    }

    String of(ResultSection.ResultRow row) {
        return byChange ? change(row).orElseThrow() : row.arm().variant();
    }

    /** Returns all by name if they are few, else how many of how many they are. */
    String of(List<ResultSection.ResultRow> some, int all) {
        if (some.size() <= NAMED) {
            return and(some.stream().map(this::of).toList());
        }
        return (some.size() == all ? "all " + all : some.size() + " of " + all) + (byChange ? " changes" : " variants");
    }

    static String and(List<String> texts) {
        if (texts.size() < 2) {
            return String.join("", texts);
        }
        List<String> first = new ArrayList<>(texts.subList(0, texts.size() - 1));
        return String.join(", ", first) + " and " + texts.getLast();
    }
}
