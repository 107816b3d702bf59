package org.recurve.compute.plan;

/** The working memory of one thread. */
record Worker(org.recurve.compute.link.Scratch links, org.recurve.compute.elementwise.Scratch chains) {}
