/** What every area of the REST interface shares: problems, words, the document, the single-page application. */
@NullMarked
package io.keshu.console.web;

import org.jspecify.annotations.NullMarked;
