package io.keshu.channels.weixin.convert;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what WeChat sends where an account has chosen JSON: one object, flattened as {@link CallbackXml} flattens its elements, so that
 * nobody behind this has to know which of the two it was. Numbers stay as they are written: ids are longer than what floating-point
 * numbers hold. Bounded in depth and number of values.
 */
public final class CallbackJson {

    private static final int MAX_DEPTH = 8;
    private static final int MAX_VALUES = 500;

    private final Leaves leaves = new Leaves();
    private int count;

    private CallbackJson() {}

    /**
     * The values in their order: {@code Content}, nested ones as {@code result.suggest}, repeated ones as {@code List.TemplateId}, {@code
     * List.TemplateId[2]}. Empty if this is not such an object.
     */
    public static Optional<Map<String, String>> read(String json) {
        try (JsonReader reader = new JsonReader(new StringReader(json))) {
            reader.setStrictness(Strictness.STRICT);
            if (reader.peek() != JsonToken.BEGIN_OBJECT) {
                return Optional.empty();
            }
            CallbackJson reading = new CallbackJson();
            reading.value(reader, "", 0);
            return reader.peek() == JsonToken.END_DOCUMENT ? Optional.of(reading.leaves.values()) : Optional.empty();
        } catch (IOException | IllegalStateException e) {
            // The reader's two ways of saying that it is not JSON.
            return Optional.empty();
        }
    }

    private void value(JsonReader reader, String name, int depth) throws IOException {
        if (depth > MAX_DEPTH || ++count > MAX_VALUES) {
            throw new MalformedJsonException("Too deep or too many values");
        }
        switch (reader.peek()) {
            case BEGIN_OBJECT -> {
                reader.beginObject();
                while (reader.hasNext()) {
                    String key = reader.nextName();
                    value(reader, name.isEmpty() ? key : name + "." + key, depth + 1);
                }
                reader.endObject();
            }
            case BEGIN_ARRAY -> {
                reader.beginArray();
                while (reader.hasNext()) {
                    value(reader, name, depth + 1);
                }
                reader.endArray();
            }
            case NULL -> {
                reader.nextNull();
                leaves.add(name, "");
            }
            case BOOLEAN -> leaves.add(name, Boolean.toString(reader.nextBoolean()));
            default -> leaves.add(name, reader.nextString());
        }
    }
}
