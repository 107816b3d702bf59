package org.recurve.app.spec;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The sections of an experiment file. Their names are reserved: no part can have one. */
enum Section {
    STUDY(Role.STUDY),
    QUESTION(Role.STUDY),
    DATA(Role.TRIAL),
    MODEL(Role.TRIAL),
    LOSS(Role.TRIAL),
    TRAIN(Role.TRIAL),
    PHASES(Role.TRIAL),
    MEASURE(Role.TRIAL),
    SELECT(Role.TRIAL),
    SAMPLE(Role.TRIAL),
    SEEDS(Role.STUDY),
    ABLATE(Role.STUDY),
    COMPARE(Role.STUDY),
    EXPECT(Role.STUDY),
    SUCCESS(Role.STUDY),
    PUBLISHED(Role.STUDY),
    CHECKPOINT(Role.STUDY),
    GRADCHECK(Role.STUDY),
    QUICK(Role.STUDY),
    TASKS(Role.STUDY),
    SWEEP(Role.STUDY),
    TUNE(Role.STUDY),
    LET(Role.FILE),
    EXTENDS(Role.FILE),
    CHANGE(Role.FILE);

    /** What a section decides. */
    enum Role {
        /** The numbers of a trial: it is part of the configuration, and variants may change it. */
        TRIAL,
        /** Which trials there are, and what is asked of them. */
        STUDY,
        /** How the file is put together; nothing is left of it once that is done. */
        FILE
    }

    private final Role role;

    Section(Role role) {
        this.role = role;
    }

    Role role() {
        return role;
    }

    /** The key in the file. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Section> of(String key) {
        return Arrays.stream(values())
                .filter(section -> section.key().equals(key))
                .findFirst();
    }

    /** The keys of all sections, in the usual order. */
    static List<String> keys() {
        return Arrays.stream(values()).map(Section::key).toList();
    }

    static Set<String> reserved() {
        return Arrays.stream(values()).map(Section::key).collect(Collectors.toSet());
    }
}
