package io.keshu.console.web;

/**
 * What is wrong with one field of a form.
 *
 * @param field its name as in the request; a part of a map as {@code settings.appId}
 * @param message in the reader's language
 */
public record FieldProblem(String field, String code, String message) {}
