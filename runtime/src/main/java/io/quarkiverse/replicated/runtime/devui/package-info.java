/** What the pages of the Dev UI ask. Only dev mode has it. */
package io.quarkiverse.replicated.runtime.devui;
