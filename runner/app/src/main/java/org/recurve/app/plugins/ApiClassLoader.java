package org.recurve.app.plugins;

/** Describes what a stranger's jar sees besides itself: the JDK, and the packages under {@code org.recurve.api}. */
final class ApiClassLoader extends ClassLoader {
    static final ApiClassLoader LOADER = new ApiClassLoader();

    private static final String API = "org.recurve.api.";

    private ApiClassLoader() {
        super("recurve-api", ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (name.startsWith(API) || name.equals(ForbiddenCalls.class.getName())) {
            return Class.forName(name, false, ApiClassLoader.class.getClassLoader());
        }
        throw new ClassNotFoundException(name + " (a plugin sees the JDK, " + API + "* and its own jar)");
    }
}
