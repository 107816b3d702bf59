package org.recurve.testkit;

import org.junit.jupiter.api.function.Executable;

/** One demand, and how to find out whether it is met. */
record ContractCheck(String demand, Executable test) {}
