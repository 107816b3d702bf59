/**
 * Methods that are still to come, written as plugins and run: what the SPIs can express, the compute core can compute.
 */
package org.recurve.testkit.expression;
