package io.keshu.console.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An error as RFC 9457 has it.
 *
 * @param type a name for the kind of problem, no address to visit
 * @param title the status in words
 * @param detail in the reader's language
 * @param code what programs decide by
 * @param fields present where single fields are wrong
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        String traceId,
        @Nullable List<FieldProblem> fields) {}
