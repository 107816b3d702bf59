package org.recurve.app.housekeeping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.attack.Program;
import org.recurve.app.command.Shell;
import org.recurve.app.command.SmallStudy;
import org.recurve.reports.text.JsonText;
import tools.jackson.databind.JsonNode;

/** Commands given below a folder with a store, in processes of their own, since the working folder is a process's. */
class WhereTest {
    /** Class paths of tests are relative to the module's folder. */
    private static final String CLASS_PATH = Arrays.stream(
                    System.getProperty("java.class.path").split(File.pathSeparator))
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator));

    @TempDir
    Path folder;

    private String said(Path here, Map<String, String> variables, Object... words)
            throws IOException, InterruptedException {
        Program program = Program.start(folder, here, variables, List.of("-cp", CLASS_PATH), words);
        int code = program.code();
        assertEquals(0, code, program.said());
        return Files.readString(program.out());
    }

    @Test
    void commandsFindTheStoreFromAnyFolderBelow() throws Exception {
        Path project = Files.createDirectories(folder.resolve("project"));
        Path below = Files.createDirectories(project.resolve("notes/old"));
        Path file = Files.writeString(project.resolve("sums.yaml"), SmallStudy.FILE);
        Shell.Answer run = Shell.recurve("run", file, "--store", project.resolve(".recurve"));
        assertEquals(0, run.code(), run.err());

        String where = said(below, Map.of("RECURVE_STORE", ""), "where");
        assertEquals(
                List.of(project.resolve(".recurve").toString(), "it is in the nearest parent folder that has one"),
                where.lines().limit(2).toList());
        assertTrue(where.contains("\n1 study, 1 trial, "), where);
        assertTrue(said(below, Map.of(), "report", "sums").contains("report: ../../.recurve/reports/sums.html"));

        // One that is named is used, though there is another above; run makes it.
        Path named = folder.resolve("named");
        JsonNode before = JsonText.parse(said(below, Map.of("RECURVE_STORE", named.toString()), "where", "--json"));
        assertEquals("variable", before.path("why").asString());
        assertEquals("false", before.path("exists").asString());
        assertTrue(said(below, Map.of("RECURVE_STORE", named.toString()), "run", file)
                .contains(named + "/reports/"));
        JsonNode after = JsonText.parse(said(below, Map.of("RECURVE_STORE", named.toString()), "where", "--json"));
        assertEquals(1, after.path("trials").asInt());
        try (var files = Files.walk(named)) {
            long bytes = files.filter(Files::isRegularFile)
                    .mapToLong(each -> each.toFile().length())
                    .sum();
            // The index is written again while the store is looked at.
            assertEquals(bytes, after.path("bytes").asLong(), bytes * 0.9);
        }
    }

    @Test
    void aStoreThatIsNotThereIsSaidToBeMissingWithTheReason() {
        Shell.Answer answer = Shell.recurve("where", "--store", folder.resolve("none"));
        assertEquals(0, answer.code(), answer.err());
        assertEquals(
                List.of(
                        folder.resolve("none").toString(),
                        "--store names it",
                        "there is no store there yet; recurve run makes it"),
                answer.out().lines().toList());
    }
}
