/** Channel accounts in the database, their secrets encrypted. */
@NullMarked
package io.keshu.infra.account;

import org.jspecify.annotations.NullMarked;
