package io.keshu.domain.media;

/**
 * Bytes by their content.
 *
 * @param sha256 64 lower-case hexadecimal digits
 * @param size at least 1
 */
public record BlobRef(String sha256, long size) {}
