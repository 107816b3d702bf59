package org.recurve.app.binding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recurve.app.command.Shell.Answer;

class ScalarBinderTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '%', textBlock = """
            separator: ','   % comma
            separator: ;     % semicolon
            separator: "\\t"  % tab
            separator: '|'   % bar
            decimal: ','     % comma
            decimal: .       % point
            separator: coma  % comma
            """)
    void aSignIsCalledByItsName(String setting, String name) throws IOException {
        Path file =
                Files.writeString(folder.resolve("a.yaml"), """
                study: a
                data: {csv: {file: a.csv, target: y}}
                model: [{dense: 1}]
                loss: squared-error
                train: {optimizer: {sgd: {learning-rate: 0.1}}, epochs: 1, batch: 16}
                """.replace("target: y", "target: y, " + setting.strip()));
        Answer answer = recurve("check", file, "--store", folder.resolve("store"));
        assertEquals(2, answer.code());
        assertTrue(answer.err().contains("Did you mean \"" + name + "\"?"), answer.err());
    }
}
