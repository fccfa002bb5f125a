package io.keshu.channels.sandbox.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The menus of an account, and its tags. Buttons are kept as the JSON they came in. Thread-safe. */
public final class Menus {

    /** WeChat's first number for a menu is of this size. */
    private static final long FIRST_ID = 400_000_000L;

    private static final int FIRST_TAG = 100;

    /** A menu for the bearers of a tag. */
    public record Conditional(long id, int tag, String buttons) {}

    /** A tag (标签) of the account. */
    public record Tag(int id, String name) {}

    /** Over a restart. */
    record Saved(@Nullable String standard, List<Conditional> conditional, long lastId, List<Tag> tags) {}

    private final List<Conditional> conditional = new ArrayList<>();
    private final List<Tag> tags = new ArrayList<>();
    private @Nullable String standard;
    private long lastId = FIRST_ID;

    /** The buttons of the default menu. */
    public synchronized Optional<String> standard() {
        return Optional.ofNullable(standard);
    }

    /** Newest first, as they are tried. */
    public synchronized List<Conditional> conditional() {
        return List.copyOf(conditional);
    }

    /** Replaces the default menu. */
    public synchronized long create(String buttons) {
        standard = buttons;
        return ++lastId;
    }

    /** @return empty if there is no default menu */
    public synchronized Optional<Long> add(int tag, String buttons) {
        if (standard == null) {
            return Optional.empty();
        }
        conditional.add(0, new Conditional(++lastId, tag, buttons));
        return Optional.of(lastId);
    }

    /** @return whether there was one */
    public synchronized boolean remove(String id) {
        return conditional.removeIf(menu -> Long.toString(menu.id()).equals(id));
    }

    /** The conditional ones go with the default one. */
    public synchronized void removeAll() {
        standard = null;
        conditional.clear();
    }

    /** The buttons that a bearer of these tags sees. */
    public synchronized Optional<String> match(Set<Integer> bears) {
        return conditional.stream()
                .filter(menu -> bears.contains(menu.tag()))
                .map(Conditional::buttons)
                .findFirst()
                .or(this::standard);
    }

    public synchronized List<Tag> tags() {
        return List.copyOf(tags);
    }

    /** @return empty if the name is taken */
    public synchronized Optional<Tag> tag(String name) {
        if (tags.stream().anyMatch(tag -> tag.name().equals(name))) {
            return Optional.empty();
        }
        int number = tags.stream().mapToInt(Tag::id).max().orElse(FIRST_TAG - 1) + 1;
        Tag made = new Tag(number, name);
        tags.add(made);
        return Optional.of(made);
    }

    /** @return false if another has the name */
    public synchronized boolean rename(int id, String name) {
        if (tags.stream().anyMatch(tag -> tag.id() != id && tag.name().equals(name))) {
            return false;
        }
        tags.replaceAll(tag -> tag.id() == id ? new Tag(id, name) : tag);
        return true;
    }

    public synchronized void removeTag(int id) {
        tags.removeIf(tag -> tag.id() == id);
    }

    public synchronized boolean hasTag(int id) {
        return tags.stream().anyMatch(tag -> tag.id() == id);
    }

    synchronized Saved save() {
        return new Saved(standard, List.copyOf(conditional), lastId, List.copyOf(tags));
    }

    synchronized void restore(Saved saved) {
        standard = saved.standard();
        conditional.addAll(saved.conditional());
        lastId = saved.lastId();
        tags.addAll(saved.tags());
    }
}
