/**
 * Listeners of a study while it runs: their folders, their sessions, and what they catch up from the journals. Begin at
 * {@link org.recurve.app.listen.StudyListeners}. It knows nothing of how listeners are named in files.
 */
package org.recurve.app.listen;
