package org.recurve.api.report;
