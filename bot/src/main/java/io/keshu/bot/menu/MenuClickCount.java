package io.keshu.bot.menu;

/**
 * How often an item was tapped while a version was live.
 *
 * @param version 0 for buttons of no menu published here
 * @param item its id; empty for buttons of no menu published here
 */
public record MenuClickCount(int version, String item, long clicks) {}
