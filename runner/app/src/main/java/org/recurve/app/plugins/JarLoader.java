package org.recurve.app.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;

/** Loads the classes of one stranger's jar, which see the JDK, the api and themselves, each as {@link ProcessGuard} allows. */
final class JarLoader extends URLClassLoader {
    static {
        registerAsParallelCapable();
    }

    /**
     * A loader of its own for a jar.
     *
     * @param name what stack traces call it: the file as the user knows it
     */
    JarLoader(String name, URL jar) {
        super(name, new URL[] {jar}, ApiClassLoader.LOADER);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        URL file = findResource(name.replace('.', '/') + ".class");
        if (file == null) {
            throw new ClassNotFoundException(name);
        }
        byte[] given;
        byte[] guarded;
        try (InputStream content = file.openStream()) {
            given = content.readAllBytes();
            guarded = ProcessGuard.guarded(given, this);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        } catch (IllegalArgumentException e) {
            throw (ClassFormatError) new ClassFormatError(name + " cannot be read as a class").initCause(e);
        }
        return guarded == given ? super.findClass(name) : defineClass(name, guarded, 0, guarded.length);
    }
}
