/**
 * Pictures of what lectures draw, made of any model: what moves along with its input, which edges share a weight, what excites a unit
 * most, how the loss goes along its gradient. Begin with {@link Illustrations}; must not know any plugin.
 */
package org.recurve.engine.illustration;
