package org.recurve.app.plugins;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceLoader;
import org.recurve.app.plugins.Registry.Found;
import org.recurve.app.problem.Problem;

/** The plugins that a class loader offers through {@link ServiceLoader}; a broken one is reported and the others load. */
final class ClassPath {
    private static final String API = "org/recurve/api/";

    private ClassPath() {}

    static Found find(ClassLoader loader, Iterable<Kind> kinds, Origin origin) {
        List<Provider> providers = new ArrayList<>();
        List<Problem> broken = new ArrayList<>();
        for (Kind kind : kinds) {
            Iterator<?> services = ServiceLoader.load(kind.service(), loader).iterator();
            while (more(services, origin, broken)) {
                load(kind, services, origin, providers, broken);
            }
        }
        return new Found(providers, broken);
    }

    private static boolean more(Iterator<?> services, Origin origin, List<Problem> broken) {
        while (true) {
            try {
                return services.hasNext();
            } catch (RuntimeException | Error e) {
                broken.add(broken(origin, e));
            }
        }
    }

    private static void load(
            Kind kind, Iterator<?> services, Origin origin, List<Provider> providers, List<Problem> broken) {
        try {
            Object plugin = services.next();
            if (plugin.getClass().getClassLoader() != null) {
                providers.add(Provider.of(kind, plugin, origin));
            }
        } catch (RuntimeException | Error e) { // whatever a plugin throws while it is made
            broken.add(broken(origin, e));
        }
    }

    private static Problem broken(Origin origin, Throwable e) {
        String message = String.valueOf(e.getMessage());
        if (e instanceof NoClassDefFoundError && message.startsWith(API)) {
            return Problem.of(
                    origin + ": a plugin was skipped: it needs " + message.replace('/', '.')
                            + ", which the api of this version does not have",
                    "it was made for a newer one: update Recurve, or take an older version of the jar");
        }
        String cause = e.getCause() == null ? "" : " (" + root(e) + ")";
        return Problem.of(origin + ": a plugin was skipped: " + message + cause);
    }

    /** What all began with: a class that fails when it is loaded is wrapped twice. */
    private static Throwable root(Throwable e) {
        Throwable root = e;
        for (int depth = 0; root.getCause() != null && depth < 10; depth++) {
            root = root.getCause();
        }
        return root;
    }
}
