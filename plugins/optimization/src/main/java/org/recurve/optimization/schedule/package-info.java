/** Describes how the learning rate changes while a training goes on. */
package org.recurve.optimization.schedule;
