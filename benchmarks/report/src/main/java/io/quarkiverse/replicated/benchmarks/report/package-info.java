/**
 * What measurements leave behind: for each a Markdown file for people, an AsciiDoc file of the same for a
 * page, and a JSON file for programs.
 */
package io.quarkiverse.replicated.benchmarks.report;
