package org.recurve.app.plugins;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceLoader;
import org.recurve.app.plugins.PluginRegistry.FoundPlugins;
import org.recurve.app.problem.Problem;

/** The plugins that a class loader offers through {@link ServiceLoader}; a broken one is reported and the others load. */
final class ServicePlugins {
    private static final String API = "org/recurve/api/";

    private ServicePlugins() {}

    static FoundPlugins find(ClassLoader loader, Iterable<PluginKind> kinds, PluginOrigin origin) {
        List<PluginProvider> providers = new ArrayList<>();
        List<Problem> broken = new ArrayList<>();
        for (PluginKind kind : kinds) {
            Iterator<?> services = ServiceLoader.load(kind.service(), loader).iterator();
            while (more(services, origin, loader, broken)) {
                load(kind, services, origin, loader, providers, broken);
            }
        }
        return new FoundPlugins(providers, broken);
    }

    private static boolean more(Iterator<?> services, PluginOrigin origin, ClassLoader loader, List<Problem> broken) {
        while (true) {
            try {
                return services.hasNext();
            } catch (RuntimeException | Error e) {
                broken.add(broken(origin, loader, e));
            }
        }
    }

    private static void load(
            PluginKind kind,
            Iterator<?> services,
            PluginOrigin origin,
            ClassLoader loader,
            List<PluginProvider> providers,
            List<Problem> broken) {
        try {
            Object plugin = services.next();
            if (plugin.getClass().getClassLoader() != null) {
                providers.add(PluginProvider.of(kind, plugin, origin));
            }
        } catch (RuntimeException | Error e) { // whatever a plugin throws while it is made
            broken.add(broken(origin, loader, e));
        }
    }

    private static Problem broken(PluginOrigin origin, ClassLoader loader, Throwable e) {
        String message = String.valueOf(e.getMessage());
        if (e instanceof NoClassDefFoundError && message.startsWith(API)) {
            return Problem.of(
                    origin + ": a plugin was skipped: it needs " + message.replace('/', '.')
                            + ", which the api of this version does not have",
                    "it was made for a newer one: update Recurve, or take an older version of the jar");
        }
        String cause = e.getCause() == null ? "" : " (" + root(e) + ")";
        return Problem.of(origin + ": a plugin was skipped: " + message + cause + line(root(e), loader));
    }

    /** Returns the line of the author's code at which a plugin failed to be made, if it came so far. */
    private static String line(Throwable root, ClassLoader loader) {
        return Arrays.stream(root.getStackTrace())
                .filter(frame -> loader.getName() != null && loader.getName().equals(frame.getClassLoaderName()))
                .findFirst()
                .map(StackTraceElement::toString)
                .map(frame -> ", in " + frame.substring(frame.lastIndexOf('/') + 1))
                .orElse("");
    }

    /** Returns what all began with: a class that fails when it is loaded is wrapped twice. */
    private static Throwable root(Throwable e) {
        Throwable root = e;
        for (int depth = 0; root.getCause() != null && depth < 10; depth++) {
            root = root.getCause();
        }
        return root;
    }
}
