package org.recurve.app.binding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.recurve.app.command.Shell;
import org.recurve.app.command.Shell.Answer;
import org.recurve.app.plugins.PluginKind;

class FamiliarPartTest {
    @TempDir
    Path folder;

    /** What is suggested can be written: only the data set, which there is not, is refused. */
    @ParameterizedTest
    @EnumSource
    void everySuggestionIsUnderstood(FamiliarPart part) throws IOException {
        Answer answer = check(part.kind(), part.here());
        assertEquals(2, answer.code());
        assertTrue(answer.err().contains("there is no data set \"nowhere\""), answer.err());
        assertEquals(1, Stream.of(answer.err().split("(?m)^\\S*a\\.yaml:", -1)).count() - 1, answer.err());
    }

    /** No word is one that its own reading would change. */
    @ParameterizedTest
    @EnumSource
    void everyWordLeadsToItsSuggestion(FamiliarPart part) {
        for (String word : part.words()) {
            assertTrue(
                    FamiliarPart.help(part.kind(), word)
                            .contains("what others call " + word + " is here " + part.here()),
                    word);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "LAYER,nn.Linear,dense: 10",
        "LAYER,MaxPool2d,pool: {size: 2}",
        "LAYER,max_pool_2d,pool: {size: 2}",
        "LAYER,BatchNorm2d,batch-normalization",
        "LAYER,Conv2DTranspose,'transposed-conv: {filters: 32, kernel: 3}'",
        "LAYER,ConvTranspose2d,'transposed-conv: {filters: 32, kernel: 3}'",
        "LAYER,TimeDistributed,each-step: [{dense: 10}]",
        "LOSS,MSELoss,squared-error",
        "LOSS,CrossEntropyLoss,cross-entropy",
        "LOSS,HuberLoss,huber",
        "SCHEDULE,ExponentialLR,'exponential: {from: 0.1, factor: 0.95}'",
        "LOSS,nn.BCEWithLogitsLoss,sigmoid-cross-entropy",
        "LOSS,sparse_categorical_crossentropy,cross-entropy",
        "SCHEDULE,CosineAnnealingLR,cosine: {from: 0.1}",
        "INITIALIZER,kaiming_normal,he"
    })
    void namesAreKnownAsFrameworksWriteThem(PluginKind kind, String name, String here) throws IOException {
        Answer answer = check(kind, name);
        assertTrue(answer.err().contains("what others call " + name + " is here " + here), answer.err());
    }

    @ParameterizedTest
    @CsvSource({"LAYER,dense1x", "LOSS,linear", "LAYER,loss", "LAYER,2d"})
    void otherNamesAreNot(PluginKind kind, String name) throws IOException {
        assertFalse(check(kind, name).err().contains("what others call"));
    }

    private Answer check(PluginKind kind, String part) throws IOException {
        Path file = folder.resolve("a.yaml");
        Files.writeString(file, """
                study: a
                question: Does it?
                data: nowhere
                model: [%s]
                loss: %s
                train: {optimizer: {%s}, epochs: 1, batch: 8}
                """.formatted(
                        switch (kind) {
                            case LAYER -> part.contains(": ") ? "{" + part + "}" : part;
                            case INITIALIZER -> "{dense: {units: 2, initializer: " + inside(part) + "}}";
                            default -> "relu";
                        },
                        kind == PluginKind.LOSS ? part : "squared-error",
                        switch (kind) {
                            case OPTIMIZER -> part.contains(": ") ? part : part + ": {}";
                            case SCHEDULE -> "sgd: {learning-rate: " + inside(part) + "}";
                            default -> "sgd: {learning-rate: 0.1}";
                        }));
        return Shell.recurve("check", file, "--store", folder.resolve("store"));
    }

    private static String inside(String part) {
        return part.contains(": ") ? "{" + part + "}" : part;
    }
}
