/** Erasure of personal data in the core's tables. */
@NullMarked
package io.keshu.infra.erasure;

import org.jspecify.annotations.NullMarked;
