package org.recurve.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.recurve.api.data.Data;
import org.recurve.api.data.Dataset;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.data.Files;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Plugin;

/** A digest that forgets a setting is noticed, and a reading that gives others what is not theirs. */
class DatasetRulesTest {
    /** Numbers counted by a stride, whose digest knows of the count alone, or of both. */
    @Plugin(id = "counted", summary = "multiples of a number")
    public static final class Counted implements Dataset<Counted.Config> {
        /** The settings. */
        public record Config(int count, int stride, boolean honest, int unused) {}

        private final Optional<String> said;

        public Counted() {
            this(Optional.of("%s is not there"));
        }

        /** @param said of a table that is not there; empty if it is made up */
        Counted(Optional<String> said) {
            this.said = said;
        }

        @Override
        public Optional<List<String>> texts(Config config, Path table) {
            said.ifPresent(message -> {
                throw new InvalidSetting(message.formatted(table));
            });
            return Optional.of(List.of("made up"));
        }

        private record Split(int size, int stride) implements Examples {
            @Override
            public void read(int index, String field, float[] into, int offset) {
                if (!field.equals(Field.INPUT)) {
                    throw new IllegalArgumentException(field);
                }
                into[offset] = index * (float) stride;
            }
        }

        @Override
        public Data open(Config config, Files files) {
            String known = config.honest() ? "%032x%032x" : "%064x";
            String digest = String.format(known, config.count(), config.stride());
            return new Data(
                    List.of(new Field(Field.INPUT, Shape.of(1))),
                    Map.of(Data.TRAIN, new Split(config.count(), config.stride())),
                    "sha256:" + digest);
        }
    }

    /** The same numbers, of which one reading serves a stride more, with the numbers of another. */
    @Plugin(id = "counted-together", summary = "multiples of a number, read together")
    public static final class CountedTogether implements Dataset<Counted.Config> {
        private final int off;

        CountedTogether(int off) {
            this.off = off;
        }

        @Override
        public Data open(Counted.Config config, Files files) {
            return new Counted().open(config, files);
        }

        @Override
        public Map<Counted.Config, Supplier<Data>> openings(Counted.Config config, Files files) {
            Counted.Config next = next(config, 1);
            return Map.of(config, () -> open(config, files), next, () -> open(next(config, 1 + off), files));
        }

        private static Counted.Config next(Counted.Config config, int by) {
            return new Counted.Config(config.count(), config.stride() + by, config.honest(), config.unused());
        }
    }

    private static List<String> missed(boolean honest) {
        return missed(new Counted(), honest);
    }

    private static List<String> missed(Dataset<Counted.Config> dataset, boolean honest) {
        return DatasetRules.checks(dataset, new Counted.Config(5, 2, honest, 1), source -> {
                    throw new AssertionError("it has no files");
                })
                .stream()
                .filter(DatasetRulesTest::isMissed)
                .map(ContractCheck::demand)
                .toList();
    }

    private static boolean isMissed(ContractCheck check) {
        try {
            check.test().execute();
            return false;
        } catch (Throwable missed) {
            return true;
        }
    }

    @Test
    void aDigestMustKnowWhatDecidesTheExamplesAndNothingElse() {
        assertEquals(List.of(), missed(true));
        assertEquals(List.of("has another digest with other examples"), missed(false));
    }

    @Test
    void whatIsReadTogetherIsAsIfOpenedAlone() {
        assertEquals(List.of(), missed(new CountedTogether(0), true));
        assertEquals(
                List.of("gives the same in one reading for several settings"), missed(new CountedTogether(1), true));
    }

    @Test
    void aTableOfTextsThatIsNotThereIsNamed() {
        List<String> demand = List.of("says which table of texts is not there");
        assertEquals(List.of(), missed(new Counted(), true));
        assertEquals(demand, missed(new Counted(Optional.of("a table is not there")), true));
        assertEquals(demand, missed(new Counted(Optional.empty()), true));
    }
}
