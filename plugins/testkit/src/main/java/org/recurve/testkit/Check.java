package org.recurve.testkit;

import org.junit.jupiter.api.function.Executable;

/** One demand, and how to find out whether it is met. */
record Check(String demand, Executable test) {}
