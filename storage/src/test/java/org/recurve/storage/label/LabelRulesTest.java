package org.recurve.storage.label;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a file of labels may say, since anyone may have written it. */
class LabelRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final LabelEvent GOOD = new LabelEvent.Tagged("digits", List.of("paper"), NOW);

    @TempDir
    Path store;

    static Stream<LabelEvent> hostile() {
        return Stream.of(
                new LabelEvent.Tagged("../digits", List.of("paper"), NOW),
                new LabelEvent.Tagged("sha256:12", List.of("paper"), NOW),
                new LabelEvent.Tagged("digits", List.of("\u001b[31m"), NOW),
                new LabelEvent.Tagged("digits", List.of("<b>"), NOW),
                new LabelEvent.Untagged("digits", List.of("a".repeat(65)), NOW),
                new LabelEvent.Noted("digits", "x".repeat(10_001), NOW),
                new LabelEvent.Noted("digits", "later", Instant.MAX),
                new LabelEvent.Renamed("digits", "../../x", List.of("studies/a"), NOW),
                new LabelEvent.Renamed("digits", "x", List.of("studies/.."), NOW),
                new LabelEvent.Renamed("digits", "x", List.of("trials/a"), NOW),
                new LabelEvent.Renamed("digits", "x", List.of("studies/a/b"), NOW),
                new LabelEvent.Forgotten("a b", NOW));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void whatIsAgainstTheRulesIsNeitherWrittenNorRead(LabelEvent event) throws IOException {
        LabelJournal journal = LabelJournal.of(store);
        assertThrows(IllegalArgumentException.class, () -> journal.append(List.of(GOOD, event)));
        assertEquals(List.of(), journal.events());
        Files.write(journal.file(), LabelJournal.bytes(List.of(GOOD, event)));
        assertEquals(List.of(GOOD), journal.events());
        assertTrue(journal.read().damage().isEmpty());
    }

    @Test
    void labelsFollowARenamedStudyAndAreForgottenWithIt() {
        LabelJournal journal = LabelJournal.of(store);
        journal.append(List.of(GOOD, new LabelEvent.Noted("digits", "first", NOW)));
        journal.append(List.of(new LabelEvent.Renamed("digits", "letters", List.of("studies/one"), NOW)));
        journal.append(List.of(new LabelEvent.Tagged("letters", List.of("draft"), NOW)));
        StoreLabels labels = journal.read();
        assertEquals(Set.of("paper", "draft"), labels.of("letters").tags());
        assertEquals("first", labels.of("letters").note());
        assertEquals(StoreLabels.TargetLabels.NONE, labels.of("digits"));
        assertEquals("letters", labels.names().get("studies/one"));
        journal.append(List.of(new LabelEvent.Forgotten("letters", NOW)));
        assertEquals(Set.of(), journal.read().targets().keySet());
    }

    /** Whatever becomes of the bytes, what is read was written, in order from the start. */
    @Test
    void aDamagedFileSaysNothingThatWasNotSaid() throws IOException {
        LabelJournal journal = LabelJournal.of(store);
        List<LabelEvent> said = Stream.of("a", "b", "c", "d")
                .<LabelEvent>map(tag -> new LabelEvent.Tagged("digits", List.of(tag), NOW))
                .toList();
        byte[] whole = LabelJournal.bytes(said);
        Random random = new Random(1);
        for (int round = 0; round < 2000; round++) {
            byte[] bytes = whole.clone();
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(journal.file(), bytes);
            List<LabelEvent> read = journal.events();
            assertEquals(said.subList(0, read.size()), read);
        }
        for (int length = 0; length < whole.length; length++) {
            Files.write(journal.file(), Arrays.copyOf(whole, length));
            List<LabelEvent> read = journal.events();
            assertEquals(said.subList(0, read.size()), read);
        }
    }
}
