package org.recurve.storage.certificate;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Describes what was found when the plugins of a jar were held to the contract.
 *
 * @param name of the jar's file
 * @param jar {@code sha256:…} over the jar's entries
 * @param made when
 * @param recurve version of the framework
 */
public record JarCertificate(String name, String jar, Instant made, String recurve, List<PluginCertificate> plugins) {
    private static final String DIGEST = "sha256:";

    public JarCertificate {
        plugins = List.copyOf(plugins);
    }

    /**
     * Describes what was found of one plugin.
     *
     * @param kind as messages call it
     * @param identity what stands for its code in the identities of trials
     * @param settings with which it was tried, as a file gives them; empty if none could be found
     * @param demands of the contract
     * @param forms {@code sha256:…} of what it computed in each form of the virtual machine, or a word where it failed; empty if it
     *     computes nothing by itself
     * @param cost of a step; empty if it is no part of a model
     */
    public record PluginCertificate(
            String kind,
            String id,
            String identity,
            String settings,
            List<CertifiedDemand> demands,
            Map<String, String> forms,
            Optional<StepCost> cost) {
        public PluginCertificate {
            demands = List.copyOf(demands);
            forms = Map.copyOf(forms);
        }

        /** Returns the same, with what it computed in each form of the virtual machine. */
        public PluginCertificate with(Map<String, String> computed) {
            return new PluginCertificate(kind, id, identity, settings, demands, computed, cost);
        }

        /** Returns how many demands are met. */
        public long met() {
            return demands.stream().filter(CertifiedDemand::isMet).count();
        }

        /** Returns whether it computed the same bits in all forms; where it failed, it computed none. */
        public boolean sameBits() {
            return forms.values().stream().distinct().count() <= 1
                    && forms.values().stream().allMatch(digest -> digest.startsWith(DIGEST));
        }

        /** Returns whether nothing is wrong with it, as far as it was tried. */
        public boolean isWhole() {
            return !demands.isEmpty() && met() == demands.size() && sameBits();
        }
    }

    /**
     * A demand.
     *
     * @param problem what is wrong; empty if it is met
     */
    public record CertifiedDemand(String text, String problem) {
        public boolean isMet() {
            return problem.isEmpty();
        }
    }

    /**
     * Describes what a training step of the plugin alone costs, once all is compiled.
     *
     * @param bytes allocated in a step
     * @param comparedWith the built-in plugin that was timed on the same examples, in the same run; empty if there is none
     * @param ratio of the times: above 1 the plugin is slower
     */
    public record StepCost(long bytes, String comparedWith, double ratio) {}
}
