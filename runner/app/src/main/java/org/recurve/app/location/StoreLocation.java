package org.recurve.app.location;

import java.nio.file.Path;
import java.util.List;

/**
 * Says where the store of a command lies.
 *
 * @param folder relative to the working folder unless it was named otherwise; it need not exist
 * @param strangers stores of other users that lie in parent folders and are therefore left alone, nearest first
 */
public record StoreLocation(Path folder, StoreReason reason, List<ForeignStore> strangers) {
    public StoreLocation {
        strangers = List.copyOf(strangers);
    }

    /** A store in a parent folder that is another user's; {@code owner} is {@code ""} if nobody knows whose. */
    public record ForeignStore(Path folder, String owner) {
        /** Returns what the user is told of it. */
        public String text() {
            String whose = owner.isEmpty() ? "another user" : owner;
            return folder + " is a store of " + whose + " and is not used, since the plugins in it would run with your"
                    + " rights; if you trust it, name it: --store " + folder;
        }
    }
}
