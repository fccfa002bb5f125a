package io.keshu.console.conversations;

import java.util.List;

/**
 * Part of a timeline, in ascending order.
 *
 * @param firstNumber of the whole timeline
 * @param lastNumber of the whole timeline
 */
record MessagePage(List<MessageView> items, int firstNumber, int lastNumber) {}
