/** What measurements leave behind: for each a Markdown file for people, and a JSON file of the same for programs. */
package io.quarkiverse.replicated.benchmarks.report;
