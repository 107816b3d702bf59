package org.recurve.app.report;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.PluginFailure;
import org.recurve.api.plugin.SourceLine;
import org.recurve.api.report.ReportSection;
import org.recurve.api.report.ReportedStudy;
import org.recurve.api.report.SectionContent;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.plugins.TimeLimit;
import org.recurve.app.plugins.TimeLimit.LimitExceeded;
import org.recurve.reports.section.OwnSection;
import org.recurve.reports.serve.ReportExtras;
import org.recurve.reports.style.ReportStyle;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.StudyView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Describes what reports have beyond what all reports have.
 *
 * @param style of the page
 * @param requested sections that plugins make of each study
 * @param made sections that are the same for all
 * @param limit on the time that one may take
 */
public record ReportAdditions(
        ReportStyle style, List<RequestedSection> requested, List<OwnSection> made, TimeLimit limit) {
    private static final Logger LOG = LoggerFactory.getLogger(ReportAdditions.class);
    private static final Duration WHILE_OTHERS_WAIT = Duration.ofSeconds(10);
    private static final TimeLimit USUAL = new TimeLimit(Duration.ofMinutes(1));

    public ReportAdditions {
        requested = List.copyOf(requested);
        made = List.copyOf(made);
    }

    /**
     * Reads what is asked for; throws {@link org.recurve.app.problem.UserError} naming every problem.
     *
     * @param store whose own style counts if none is named; of a store without one, the user's
     * @param named the file that is named
     * @param option by which sections are asked for
     * @param more what was given to it
     * @param plugins asked only if sections are named
     */
    public static ReportAdditions read(
            Path store, Optional<Path> named, String option, List<String> more, Supplier<PluginRegistry> plugins) {
        Optional<StyleFile> file = named.or(
                        () -> StyleFile.usual(store, System.getenv(), Path.of(System.getProperty("user.home"))))
                .map(path -> StyleFile.read(path, plugins));
        List<RequestedSection> sections =
                new ArrayList<>(file.map(StyleFile::sections).orElse(List.of()));
        if (!more.isEmpty()) {
            sections.addAll(RequestedSection.ofOptions(option, more, plugins.get()));
        }
        return new ReportAdditions(file.map(StyleFile::style).orElse(ReportStyle.PLAIN), sections, List.of(), USUAL);
    }

    /** Reads the style that counts where none is named. */
    public static ReportAdditions usual(Path store, Supplier<PluginRegistry> plugins) {
        return read(store, Optional.empty(), "", List.of(), plugins);
    }

    /** Returns these, and sections that are made already. */
    public ReportAdditions and(List<OwnSection> sections) {
        return new ReportAdditions(
                style,
                requested,
                Stream.concat(made.stream(), sections.stream()).toList(),
                limit);
    }

    /** Returns whether reports are as they are without. */
    public boolean isEmpty() {
        return style.equals(ReportStyle.PLAIN) && requested.isEmpty() && made.isEmpty();
    }

    /**
     * Lets plugins make their sections of a study.
     *
     * @param warn is told of each that fails
     */
    public List<OwnSection> sections(StudyView study, StoreReader reader, Consumer<String> warn) {
        return sections(study, reader, warn, new HashMap<>());
    }

    private List<OwnSection> sections(
            StudyView study, StoreReader reader, Consumer<String> warn, Map<RequestedSection, LimitExceeded> late) {
        List<OwnSection> all = new ArrayList<>(made);
        for (RequestedSection section : requested) {
            OwnSection one = make(section, new StoredStudyData(study, reader), late);
            if (one instanceof OwnSection.Failed failed) {
                warn.accept("a section of the report of " + study.study() + " could not be made: " + failed.problem());
            }
            all.add(one);
        }
        return all;
    }

    /**
     * Returns these additions for the reports of a served page, whose other readers wait while one is made: each section may take no
     * more than ten seconds, and one that goes on after that is not called again before it ends.
     */
    public ReportExtras served(Consumer<String> warn) {
        ReportAdditions quick = new ReportAdditions(style, requested, made, limit.atMost(WHILE_OTHERS_WAIT));
        Map<RequestedSection, LimitExceeded> late = new ConcurrentHashMap<>();
        return new ReportExtras() {
            @Override
            public ReportStyle style() {
                return style;
            }

            @Override
            public List<OwnSection> sections(StudyView study, StoreReader reader) {
                return quick.sections(study, reader, warn, late);
            }
        };
    }

    private OwnSection make(RequestedSection section, ReportedStudy study, Map<RequestedSection, LimitExceeded> late) {
        String id = section.spec().id();
        String named = section.spec().named();
        String method = SourceLine.of(section.spec().plugin().getClass(), "content");
        String problem;
        if (late.containsKey(section) && late.get(section).isRunning()) {
            return new OwnSection.Failed(
                    id,
                    section.where() + ": it is still at work for an earlier report (in " + method + ", " + named + ")");
        }
        try {
            return new OwnSection.Made(id, named, limit.within(() -> content(section, study)));
        } catch (LimitExceeded e) {
            late.put(section, e);
            problem = "it was not done after " + limit.text() + " (in " + method + ", " + named + ")";
        } catch (PluginFailure failure) {
            LOG.debug("the section {} failed", id, failure);
            problem = String.valueOf(failure.getMessage());
        } catch (InvalidSetting objection) {
            problem = objection.getMessage() + " (" + named + ")";
        } catch (OutOfMemoryError full) {
            problem = "it needs more memory than there is (in " + method + ", " + named + ")";
        }
        return new OwnSection.Failed(id, section.where() + ": " + problem);
    }

    @SuppressWarnings("unchecked") // a Spec pairs a provider with its own config record
    private static SectionContent content(RequestedSection section, ReportedStudy study) {
        ReportSection<Record> plugin = (ReportSection<Record>) section.spec().plugin();
        return section.spec()
                .call("content", () -> plugin.content(section.spec().config(), study));
    }
}
