package org.recurve.app.configuration;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The sections of an experiment file. Their names are reserved: no part can have one. */
public enum FileSection {
    STUDY(SectionRole.STUDY),
    QUESTION(SectionRole.STUDY),
    DATA(SectionRole.TRIAL),
    MODEL(SectionRole.TRIAL),
    LOSS(SectionRole.TRIAL),
    TRAIN(SectionRole.TRIAL),
    PHASES(SectionRole.TRIAL),
    MEASURE(SectionRole.TRIAL),
    SELECT(SectionRole.TRIAL),
    SAMPLE(SectionRole.TRIAL),
    SEEDS(SectionRole.STUDY),
    ABLATE(SectionRole.STUDY),
    COMPARE(SectionRole.STUDY),
    EXPECT(SectionRole.STUDY),
    SUCCESS(SectionRole.STUDY),
    PUBLISHED(SectionRole.STUDY),
    CHECKPOINT(SectionRole.STUDY),
    GRADCHECK(SectionRole.STUDY),
    LISTEN(SectionRole.STUDY),
    QUICK(SectionRole.STUDY),
    TASKS(SectionRole.STUDY),
    SWEEP(SectionRole.STUDY),
    TUNE(SectionRole.STUDY),
    LET(SectionRole.FILE),
    EXTENDS(SectionRole.FILE),
    CHANGE(SectionRole.FILE);

    /** What a section decides. */
    public enum SectionRole {
        /** The numbers of a trial: it is part of the configuration, and variants may change it. */
        TRIAL,
        /** Which trials there are, and what is asked of them. */
        STUDY,
        /** How the file is put together; nothing is left of it once that is done. */
        FILE
    }

    private final SectionRole role;

    FileSection(SectionRole role) {
        this.role = role;
    }

    public SectionRole role() {
        return role;
    }

    /** Returns the key in the file. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<FileSection> of(String key) {
        return Arrays.stream(values())
                .filter(section -> section.key().equals(key))
                .findFirst();
    }

    /** Returns the keys of all sections, in the usual order. */
    public static List<String> keys() {
        return Arrays.stream(values()).map(FileSection::key).toList();
    }

    static Set<String> reserved() {
        return Arrays.stream(values()).map(FileSection::key).collect(Collectors.toSet());
    }
}
