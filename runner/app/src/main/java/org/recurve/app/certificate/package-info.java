/**
 * Certifies jars of plugins: holds each plugin to the testkit's contract, compares its bits in other forms of the virtual machine,
 * and times it beside a built-in one. Begin at {@link JarCertifier}. The only main code that sees the testkit.
 */
package org.recurve.app.certificate;
