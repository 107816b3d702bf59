/**
 * Keeps what was found when the plugins of jars were held to the contract: one file a jar. Begin at {@link CertificateFiles}. It
 * knows nothing of trials.
 */
package org.recurve.storage.certificate;
