/** What every operation means, example by example and number by number: the law that the kernels are held to. */
package org.recurve.compute.define;
