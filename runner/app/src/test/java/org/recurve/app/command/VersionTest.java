package org.recurve.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The version stands in the poms alone, which the build is made by. */
class VersionTest {
    @Test
    void theProgramHasTheVersionOfItsPom() throws IOException {
        String pom = Files.readString(Path.of("../../pom.xml"));
        String version =
                pom.replaceFirst("(?s).*?<version>([^<]+)</version>.*", "$1").replace("-SNAPSHOT", "");
        assertEquals("recurve " + version, recurve("--version").out().strip());
    }
}
