package org.recurve.app.plugins;

/** What a stranger's jar sees besides itself: the JDK, and the packages under {@code org.recurve.api}. */
final class ApiOnly extends ClassLoader {
    static final ApiOnly LOADER = new ApiOnly();

    private static final String API = "org.recurve.api.";

    private ApiOnly() {
        super("recurve-api", ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (name.startsWith(API) || name.equals(Forbidden.class.getName())) {
            return Class.forName(name, false, ApiOnly.class.getClassLoader());
        }
        throw new ClassNotFoundException(name + " (a plugin sees the JDK, " + API + "* and its own jar)");
    }
}
