/**
 * Explains the language of experiment files: to editors as a JSON Schema, to people in words. Both are made of the records
 * that files are read into. Begin at {@link LanguageSchema}. It reads no file and knows no commands.
 */
package org.recurve.app.language;
