package org.recurve.compute.session;

import java.util.Map;
import java.util.Optional;
import org.recurve.api.optimize.Role;

/**
 * Says which examples of a step play which role: the first so many of its batch. An order that is redrawn for every epoch
 * makes them others each time.
 *
 * @param batch all of the step's examples, which also give the gradient
 * @param sizes how many play the other roles, at most as many as the batch has; all where nothing is said
 */
public record BatchRoles(Batch batch, Map<Role, Integer> sizes) {
    public BatchRoles {
        sizes = Map.copyOf(sizes);
    }

    Batch of(Role role) {
        return Optional.ofNullable(sizes.get(role))
                .filter(size -> size < batch.examples())
                .map(batch::first)
                .orElse(batch);
    }
}
