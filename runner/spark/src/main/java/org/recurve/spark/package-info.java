/**
 * Carries trials to an Apache Spark cluster and back: {@link org.recurve.spark.SparkBridge} is a process that has the cluster's
 * libraries, and nothing of Recurve but bytes and the command line of the process that trains.
 */
package org.recurve.spark;
