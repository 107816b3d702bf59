package org.recurve.app.certificate;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.recurve.app.display.StandardStreams;
import org.recurve.app.display.TerminalWriter;
import org.recurve.app.plugins.PluginFolder;
import org.recurve.app.plugins.PluginProvider;
import org.recurve.app.plugins.PluginRegistry;

/**
 * A process in one form of the virtual machine: {@code JAR COPIES (KEY SETTINGS)…} prints, for each plugin, a line with the digest of
 * what it computes, or {@value #NOTHING}.
 */
public final class FormProbe {
    /** Says what is printed for a plugin that failed in this form. */
    static final String NOTHING = "failed";

    private FormProbe() {}

    public static void main(String[] args) {
        StandardStreams.claim(); // what plugins print must not stand among the answers
        PrintWriter out = TerminalWriter.printer(new OutputStreamWriter(StandardStreams.out(), StandardCharsets.UTF_8));
        PluginRegistry registry = new PluginFolder(Path.of(args[0]), Path.of(args[1])).registry();
        for (int i = 2; i < args.length; i += 2) {
            out.println(digest(registry, args[i], args[i + 1]));
        }
        out.flush();
        System.exit(0);
    }

    private static String digest(PluginRegistry registry, String key, String settings) {
        try {
            PluginProvider provider = registry.providers().stream()
                    .filter(found -> found.key().equals(key))
                    .findFirst()
                    .orElseThrow();
            return TriedPlugin.digest(new TriedPlugin(provider, settings).contract(registry))
                    .orElse(NOTHING);
        } catch (RuntimeException | Error e) { // whatever a plugin throws
            return NOTHING;
        }
    }
}
