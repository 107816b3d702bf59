package org.recurve.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.recurve.app.language.SampleSettings;
import org.recurve.app.plugins.PluginFolder;
import org.recurve.app.plugins.PluginProvider;
import org.recurve.app.plugins.PluginRegistry;

/**
 * Settings are read in two places: by the program, with places and all problems at once, and by the testkit, which plugin
 * authors have without the program. Of every built-in plugin both must read the same.
 */
class SettingsAgreementTest {
    private static final Path NONE = Path.of("target", "no-plugins-here");

    private final PluginRegistry registry = new PluginFolder(NONE, NONE).registry();
    private final SampleSettings samples = new SampleSettings(registry);

    @Test
    void theTestkitReadsSettingsAsTheProgramDoes() {
        Map<String, String> program = new TreeMap<>();
        Map<String, String> testkit = new TreeMap<>();
        for (PluginProvider provider : registry.providers()) {
            String reference = samples.reference(provider);
            program.put(provider.key(), text(samples.spec(provider, reference).config()));
            testkit.put(
                    provider.key(),
                    text(SettingsText.of(provider.plugin(), provider.kind().service(), settings(provider, reference))));
        }
        assertTrue(program.size() > 100, program.keySet().toString());
        assertEquals(program, testkit);
    }

    /** {@code units: 3} of {@code {gated: {units: 3}}}, in its braces; nothing of {@code gated}. */
    private static String settings(PluginProvider provider, String reference) {
        return reference.equals(provider.id())
                ? ""
                : reference.substring(provider.id().length() + 3, reference.length() - 1);
    }

    /** Objects of plugins are of one class, and there may be two. */
    private static String text(Record settings) {
        return settings.toString().replaceAll("@[0-9a-f]+", "");
    }
}
