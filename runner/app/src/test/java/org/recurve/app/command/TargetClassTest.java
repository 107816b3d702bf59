package org.recurve.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.api.data.Dataset;
import org.recurve.api.model.Loss;
import org.recurve.app.command.Shell.Answer;
import org.recurve.app.plugins.Jars;

/** Targets that are no class of the output, or of the data set, whoever wrote the loss and the data set. */
class TargetClassTest {
    @TempDir
    Path folder;

    private Answer check(String loss, String... targets) throws IOException {
        StringBuilder rows = new StringBuilder("x,label\n");
        for (int i = 0; i < 40; i++) {
            rows.append(i / 40.0)
                    .append(',')
                    .append(i < targets.length ? targets[i] : i % 3)
                    .append('\n');
        }
        Files.writeString(folder.resolve("rows.csv"), rows);
        Path file = Files.writeString(folder.resolve("t.yaml"), """
                study: targets
                data: {csv: {file: rows.csv, target: label, answers: numbers, validation: 0, test: 0}}
                model: [dense: 3]
                loss: %s
                train: {optimizer: {sgd: 0.1}, epochs: 1, batch: 10}
                """.formatted(loss));
        return recurve("check", file, "--data", folder, "--store", folder.resolve("store"));
    }

    @Test
    void numbersThatAreClassesAreFine() throws IOException {
        Answer answer = check("cross-entropy");
        assertEquals(0, answer.code(), answer.err());
    }

    @ParameterizedTest
    @CsvSource({"cross-entropy, 3", "cross-entropy, -1", "hinge, 1.5", "hinge, 1e9"})
    void whatIsNoClassOfTheOutputIsRefusedWithItsExample(String loss, String wrong) throws IOException {
        Answer answer = check(loss, "0", "1", wrong);
        assertEquals(2, answer.code(), answer.out());
        assertTrue(answer.err().contains("t.yaml:4:1  loss: example "), answer.err());
        String said = wrong.equals("1e9") ? "1000000000" : wrong;
        assertTrue(
                answer.err()
                        .contains(" of the train split of csv has a target of " + said
                                + ", but needs a whole number from 0 to 2: " + loss + " has one output for each class"),
                answer.err());
    }

    private static final String LOSS = """
            package stranger;

            import org.recurve.api.model.*;
            import org.recurve.api.plugin.*;

            @Plugin(id = "own-loss", version = 1, summary = "a loss whose author did not think of wrong classes")
            public final class OwnLoss implements Loss<NoConfig> {
                @Override
                public Value loss(NoConfig config, Scope scope, Value output, Value target) {
                    return LOSS;
                }
            }
            """;

    private static final String DATASET = """
            package stranger;

            import java.util.*;
            import org.recurve.api.data.*;
            import org.recurve.api.model.Shape;
            import org.recurve.api.plugin.*;

            @Plugin(id = "shelf", version = 1, summary = "a data set with a class that is none")
            public final class Shelf implements Dataset<Shelf.Config> {
                public record Config(@Default("7") int odd, @Default("false") boolean named) {}

                record Some(int size, int odd) implements Examples {
                    @Override
                    public void read(int index, String field, float[] into, int offset) {
                        boolean target = field.equals(Field.TARGET);
                        into[offset] = target ? (index == 5 ? odd : index % 3) : index / 10f;
                    }
                }

                @Override
                public Data open(Config config, Files files) {
                    List<String> names = config.named() ? List.of("low", "middle", "high") : List.of();
                    List<Field> fields = List.of(
                            new Field(Field.INPUT, Shape.of(1)), new Field(Field.TARGET, Shape.SCALAR, names));
                    return new Data(
                            fields,
                            Map.of("train", new Some(8, 0), "validation", new Some(6, config.odd())),
                            "sha256:" + config);
                }
            }
            """;

    private Answer stranger(String command, String loss, String data, String lossCode) throws IOException {
        Path plugins = Files.createDirectories(folder.resolve("plugins"));
        Jars.of(plugins.resolve("shelf.jar"), Dataset.class.getName(), "Shelf", DATASET);
        Jars.of(plugins.resolve("loss.jar"), Loss.class.getName(), "OwnLoss", LOSS.replace("LOSS", lossCode));
        Path file = Files.writeString(folder.resolve("s.yaml"), """
                study: shelves
                data: {shelf: %s}
                model: [dense: 3]
                loss: %s
                train: {optimizer: {sgd: 0.1}, epochs: 1, batch: 4}
                seeds: 1
                """.formatted(data, loss));
        return recurve(command, file, "--plugins", plugins, "--store", folder.resolve("store"));
    }

    private static final String CHOICE = "output.logSoftmax(0).gather(target).negate()";
    private static final String COMPARISON =
            "output.logSoftmax(0).times(scope.constant(new float[] {0, 1, 2}, 3).equalTo(target)).sum().negate()";

    /** Neither the author of the loss nor that of the data set says a word about classes out of range. */
    @ParameterizedTest
    @ValueSource(strings = {CHOICE, COMPARISON})
    void aStrangersLossIsNotGivenAClassThatIsNone(String loss) throws IOException {
        for (int odd : new int[] {7, -1}) {
            for (String command : new String[] {"check", "run"}) {
                Answer answer = stranger(command, "own-loss", "{odd: " + odd + "}", loss);
                assertEquals(2, answer.code(), answer.out());
                assertTrue(
                        answer.err()
                                .contains(
                                        "s.yaml:4:1  loss: example 5 of the validation split of shelf has a target of "
                                                + odd + ", but needs a whole number from 0 to 2"),
                        answer.err());
            }
        }
        assertEquals(0, stranger("run", "own-loss", "{odd: 2}", loss).code());
    }

    @Test
    void aStrangersDataSetThatNamesItsClassesIsHeldToThem() throws IOException {
        for (String loss : new String[] {"own-loss", "cross-entropy", "hinge"}) {
            Answer answer = stranger("run", loss, "{odd: 7, named: true}", CHOICE);
            assertEquals(2, answer.code(), answer.out());
            assertTrue(
                    answer.err()
                            .contains("s.yaml:2:1  data: example 5 of the validation split of shelf has the target 7.0,"
                                    + " but the data set names 3 classes, 0 to 2"),
                    answer.err());
        }
    }

    /** PyTorch's usual label for what is not labelled, which no data set names. */
    @Test
    void anIgnoredLabelIsNoMistakeOfADataSetThatNamesItsClasses() throws IOException {
        Answer answer = stranger("run", "{cross-entropy: {ignore: -100}}", "{odd: -100, named: true}", CHOICE);
        assertEquals(0, answer.code(), answer.err());
    }
}
