package org.recurve.reports.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.recurve.reports.Views;
import org.recurve.storage.view.StudyView;

/** Of thousands of variants an answer names few, and reads the settings of no more: reading all took most of its time. */
class LargeAnswerTest {
    private static final int VARIANTS = 200;
    private static final int SETTINGS = 2_000;

    private static String configuration(int variant) {
        StringBuilder text = new StringBuilder("{\"model\":[]");
        IntStream.range(0, SETTINGS)
                .forEach(i -> text.append(",\"setting-").append(i).append("\":").append(i + 2 * variant));
        return text.append('}').toString();
    }

    /** Each changes every setting, so that none is told by what it changes. */
    private static StudyView study() {
        Views.Outcome[] outcomes = IntStream.range(0, VARIANTS)
                .mapToObj(i -> new Views.Outcome("v" + i, "test.loss", i, i + 1, i + 2))
                .toArray(Views.Outcome[]::new);
        Map<String, String> configurations = new LinkedHashMap<>();
        IntStream.range(0, VARIANTS).forEach(i -> configurations.put("v" + i, configuration(i)));
        return Views.configured(Views.study("{}", outcomes), configurations);
    }

    @Test
    void settingsThatNobodyIsToldAreNotRead() {
        StudyView study = study();
        StudyAnswer.of(Views.study("{}", new Views.Outcome("v", "test.loss", 1))); // whatever is loaded once
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        List<String> lines = StudyAnswer.of(study).lines();
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(lines.getFirst().contains("no difference from v0"), lines.getFirst());
        long settings = (long) SETTINGS * VARIANTS;
        assertTrue(allocated < 40 * settings, "bytes for each of " + settings + " settings: " + allocated / settings);
    }

    @Test
    void eachIsReadOnceItIsAsked() {
        StudyView study = study();
        List<ResultSection.ResultRow> rows =
                StudyResults.of(study).tables().getFirst().rows();
        ResultSection.ResultRow last = rows.getLast();
        assertEquals(SETTINGS, last.delta().orElseThrow().changes().size());
        assertTrue(last.delta().get() == last.delta().get());
    }
}
