/** The company's channel accounts. */
@NullMarked
package io.keshu.domain.account;

import org.jspecify.annotations.NullMarked;
