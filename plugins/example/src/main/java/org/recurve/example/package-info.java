/**
 * Holds one small plugin for each service interface, to copy: put it in a project that depends on the api alone, list it in
 * {@code META-INF/services}, hold it to the testkit's contract, and drop the jar into the plugins folder.
 */
package org.recurve.example;
