package org.recurve.app.text;

import java.util.Optional;
import org.recurve.app.display.TerminalText;
import org.recurve.app.plugins.PluginProvider;
import org.recurve.engine.identity.PluginSource;

/** Says what of its jar a plugin is known by, and why that is all of it where it is. */
public final class PluginCodeText {
    private PluginCodeText() {}

    /** Returns a sentence for a plugin from a jar; empty for one that is built in. */
    public static Optional<String> of(PluginProvider provider) {
        return switch (provider.source()) {
            case PluginSource.BuiltIn _ -> Optional.empty();
            case PluginSource.Jar jar
            when jar.code().whole().isEmpty() ->
                Optional.of(
                        "known by the code that " + TerminalText.line(jar.code().type())
                                + " reaches in its jar; changes elsewhere in the jar train nothing again");
            case PluginSource.Jar _ -> whole(provider);
        };
    }

    /** Returns a sentence if all of the jar counts; empty otherwise. */
    public static Optional<String> whole(PluginProvider provider) {
        return switch (provider.source()) {
            case PluginSource.BuiltIn _ -> Optional.empty();
            case PluginSource.Jar jar when jar.code().whole().isEmpty() -> Optional.empty();
            case PluginSource.Jar jar ->
                Optional.of(provider.id() + " is known by its whole jar, so any change of the jar trains it again: "
                        + TerminalText.line(jar.code().whole()));
        };
    }
}
