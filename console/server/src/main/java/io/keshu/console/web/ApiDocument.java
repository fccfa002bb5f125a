package io.keshu.console.web;

import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;

/**
 * Makes the interface's document say exactly what Java says: every component of a record is there, those marked {@code @Nullable} may
 * be null, and every operation names its problems. The console's client is generated from it.
 */
@Component
final class ApiDocument implements ModelConverter, OpenApiCustomizer, OperationCustomizer {

    private static final String PROBLEM = "#/components/schemas/Problem";

    /** Of the whole JVM, as are the converters: of all hubs that run in it, the first one's is asked. */
    private static final Map<String, Class<?>> records = new ConcurrentHashMap<>();

    /** Remembers which records the schemas were made from. */
    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        JavaType java = Json.mapper().constructType(type.getType());
        if (java != null && java.getRawClass().isRecord()) {
            records.put(name(java.getRawClass()), java.getRawClass());
        }
        return chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
    }

    private static String name(Class<?> record) {
        io.swagger.v3.oas.annotations.media.Schema named =
                record.getAnnotation(io.swagger.v3.oas.annotations.media.Schema.class);
        return named == null || named.name().isEmpty() ? record.getSimpleName() : named.name();
    }

    @Override
    public Operation customize(Operation operation, HandlerMethod handler) {
        Map<Integer, String> failures = new java.util.TreeMap<>();
        failures.put(401, operation.getOperationId().equals("signIn") ? "session.bad_credentials" : "session.required");
        failures.put(503, "session.store_unavailable, store.unavailable");
        Map<Integer, String> said = new java.util.TreeMap<>();
        for (Fails fails : handler.getMethod().getAnnotationsByType(Fails.class)) {
            said.merge(fails.status(), fails.codes(), (some, more) -> some + ", " + more);
        }
        failures.putAll(said);
        ApiResponses responses = operation.getResponses();
        failures.forEach((status, codes) -> responses.addApiResponse(
                Integer.toString(status),
                new ApiResponse()
                        .description(codes)
                        .content(new Content()
                                .addMediaType(
                                        "application/problem+json",
                                        new MediaType().schema(new Schema<>().$ref(PROBLEM))))));
        responses.values().forEach(ApiDocument::json);
        return operation;
    }

    /** Whatever a handler answers is JSON, also where springdoc says "anything". */
    private static void json(ApiResponse response) {
        Content content = response.getContent();
        if (content != null && content.containsKey("*/*")) {
            content.addMediaType("application/json", content.remove("*/*"));
        }
    }

    @Override
    public void customise(OpenAPI document) {
        document.setInfo(new Info().title("Keshu console").version("1"));
        document.setServers(null);
        document.setTags(null);
        Components components = document.getComponents();
        for (Class<?> shared : List.of(Problem.class, FieldProblem.class)) {
            records.put(shared.getSimpleName(), shared);
            ModelConverters.getInstance(true).read(shared).forEach(components::addSchemas);
        }
        components.getSchemas().forEach((name, schema) -> {
            Class<?> record = records.get(name);
            if (record != null) {
                complete(schema, record);
            }
        });
    }

    private static void complete(Schema<?> schema, Class<?> record) {
        List<String> required = new ArrayList<>();
        for (RecordComponent component : record.getRecordComponents()) {
            Schema<?> property = schema.getProperties().get(component.getName());
            boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            boolean leftOut = nullable && record == Problem.class;
            if (!leftOut) {
                required.add(component.getName());
            }
            if (property != null && nullable && !leftOut) {
                schema.getProperties().put(component.getName(), orNull(property));
            }
        }
        schema.setRequired(required);
    }

    private static Schema<?> orNull(Schema<?> property) {
        if (property.get$ref() != null) {
            Schema<Object> none = new Schema<>();
            none.setTypes(Set.of("null"));
            return new Schema<>().oneOf(List.of(property, none));
        }
        Set<String> types = new LinkedHashSet<>();
        if (property.getTypes() != null) {
            types.addAll(property.getTypes());
        }
        types.add("null");
        property.setTypes(types);
        return property;
    }
}
