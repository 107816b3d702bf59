/**
 * The contract that every plugin is held to, for use in its author's own tests:
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> keepsTheContract() {
 *     return Contract.layer(new Swish(), new Swish.Config(1.0), 4, 5).tests();
 * }
 * }</pre>
 */
package org.recurve.testkit;
