/** Agents in the database. */
@NullMarked
package io.keshu.infra.agent;

import org.jspecify.annotations.NullMarked;
