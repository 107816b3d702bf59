package org.recurve.app.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.recurve.api.data.Source;
import org.recurve.app.configuration.Configuration.DataSection;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.yaml.CanonicalJson;
import org.recurve.engine.identity.Sha256Digest;
import org.recurve.storage.file.WholeFile;

/**
 * Digests of data sets that were opened before, so that a stored answer is found without reading the data again. A data
 * set is a function of its plugin, its settings and its files, so these three name its digest; one that reads files of the
 * user's own is opened every time.
 */
final class DataDigests {
    private final Path folder;
    private final PluginRegistry registry;

    DataDigests(Path folder, PluginRegistry registry) {
        this.folder = folder;
        this.registry = registry;
    }

    Optional<String> of(DataSection data) {
        if (RequiredData.isOwn(data.spec())) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(file(data)));
        } catch (IOException notKnown) {
            return Optional.empty();
        }
    }

    /** Remembers a digest; a cache that cannot be written costs time later, and nothing else. */
    void remember(DataSection data, String digest) {
        boolean own = RequiredData.isOwn(data.spec());
        if (own || of(data).equals(Optional.of(digest))) {
            return;
        }
        Path file = file(data);
        try {
            WholeFile.write(file, out -> out.write(digest.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException notKept) {
            // The data is read again next time.
        }
    }

    private Path file(DataSection data) {
        Sha256Digest key =
                new Sha256Digest().add(registry.identity(data.spec())).add(CanonicalJson.write(data.settings()));
        for (Source source : RequiredData.sources(data.spec())) {
            key.add(source.file()).add(source.sha256());
        }
        return folder.resolve(key.finish().substring("sha256:".length()));
    }
}
