package org.recurve.app.plugins;

import java.util.Locale;
import java.util.Optional;
import org.recurve.api.event.PluginCode;
import org.recurve.api.plugin.Identifier;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;
import org.recurve.app.code.CodeClosure;
import org.recurve.app.display.TerminalText;
import org.recurve.engine.identity.PluginSource;
import org.recurve.engine.identity.RunPlatform;

/**
 * A plugin as it was found.
 *
 * @param kind which service it provides
 * @param plugin the provider itself
 * @param about its id, version and summary
 * @param config its settings
 * @param origin where it came from
 */
public record PluginProvider(
        PluginKind kind, Object plugin, Plugin about, Class<? extends Record> config, PluginOrigin origin) {
    private static final int LONGEST = 300;

    /** Returns a provider checked for all that the framework relies on; the message of what it throws is for the plugin's author. */
    static PluginProvider of(PluginKind kind, Object plugin, PluginOrigin origin) {
        Class<?> type = plugin.getClass();
        Plugin about = Optional.ofNullable(type.getAnnotation(Plugin.class))
                .orElseThrow(() -> new IllegalArgumentException(
                        type.getName() + " has no @Plugin annotation; add one with an id, a version and a summary"));
        if (!Identifier.isValid(about.id())) {
            throw new IllegalArgumentException(
                    type.getName() + " has the id \"" + about.id() + "\"; use " + Identifier.RULE);
        }
        Class<?> config = kind.config(type)
                .filter(Class::isRecord)
                .orElseThrow(() -> new IllegalArgumentException(type.getName() + " implements "
                        + kind.service().getSimpleName() + " without naming its config record; write "
                        + kind.service().getSimpleName() + "<Config>, or <NoConfig> if it has no settings"));
        return new PluginProvider(kind, plugin, about, config.asSubclass(Record.class), origin);
    }

    public String id() {
        return about.id();
    }

    /** {@code conv@1}. */
    public String named() {
        return id() + "@" + about.version();
    }

    /**
     * Returns what decides its numbers: {@code id@version} if built in, the digest of the code that it reaches in its jar
     * otherwise, or of the whole jar if that cannot be told.
     */
    public String identity() {
        return source().identity();
    }

    /** Returns the same with how it came about; the jar is read for it once. */
    public PluginSource source() {
        return source(named());
    }

    /** Returns the same under some settings, which may give the numbers of an earlier version. */
    public PluginSource source(Spec<?> spec) {
        return source(RunPlatform.builtIn(spec));
    }

    private PluginSource source(String builtIn) {
        return switch (origin) {
            case PluginOrigin.Bundled _ -> new PluginSource.BuiltIn(builtIn);
            case PluginOrigin.ThirdParty party -> {
                String type = plugin.getClass().getName();
                CodeClosure reached = party.code().closure(type);
                boolean whole = !reached.unbounded().isEmpty();
                yield new PluginSource.Jar(new PluginCode(
                        brief(type),
                        about.version(),
                        party.digest(),
                        whole ? "" : reached.digest(about.version()),
                        brief(reached.unbounded())));
            }
        };
    }

    /** Names of classes are a stranger's text, of any length. */
    private static String brief(String text) {
        String line = TerminalText.line(text);
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    /** {@code layer/conv}: unique among all plugins. */
    public String key() {
        PluginKind space = kind == PluginKind.ACTIVATION ? PluginKind.LAYER : kind;
        return space.name().toLowerCase(Locale.ROOT) + "/" + id();
    }
}
