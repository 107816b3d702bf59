/**
 * Encodes events as records, checks every value that is read, and frames records with checksums. Begin at
 * {@link EventCodec} and {@link RecordRules}. Knows no folder.
 */
package org.recurve.storage.record;
