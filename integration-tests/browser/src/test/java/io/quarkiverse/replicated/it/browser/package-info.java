/** What people see, in a headless Chromium. {@link io.quarkiverse.replicated.it.browser.Chromium} is what every test has. */
package io.quarkiverse.replicated.it.browser;
