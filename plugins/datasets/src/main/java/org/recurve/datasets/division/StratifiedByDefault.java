package org.recurve.datasets.division;

import java.util.Optional;
import org.recurve.api.plugin.VersionedSettings;

/**
 * A data set whose splits have their shares of every class if nothing is said, which was otherwise in earlier versions.
 *
 * @param <C> the config record
 */
public interface StratifiedByDefault<C extends Record & StratifiedByDefault.Settings<C>> extends VersionedSettings<C> {
    /**
     * The settings of such a data set.
     *
     * @param <C> themselves
     */
    interface Settings<C> {
        /** Returns how these divide examples. */
        Stratification stratification();

        /** Returns the same with another word about shares. */
        C stratify(Optional<Boolean> asked);
    }

    /** Returns the version since which it is so. */
    int stratifiedSince();

    @Override
    default int version(C config) {
        return config.stratification().isByDefault() ? stratifiedSince() : stratifiedSince() - 1;
    }

    @Override
    default C asOf(int version, C config) {
        return version < stratifiedSince() && config.stratification().isByDefault()
                ? config.stratify(Optional.of(false))
                : config;
    }
}
