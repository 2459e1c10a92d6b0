package penstock.line;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A sorted map whose every change gives a new map and leaves the old one as it was. A change makes about log n new nodes and
 * shares the rest, so that a step of a line of a thousand packages costs what it changes. The tree is a treap: sorted by key, and
 * a heap by a number mixed from the key's hash, which keeps it balanced without any bookkeeping.
 */
public final class PersistentMap<K extends Comparable<K>, V> {
    private final @Nullable Node<K, V> root;
    private final int size;

    private PersistentMap(@Nullable Node<K, V> root, int size) {
        this.root = root;
        this.size = size;
    }

    private record Node<K, V>(
            K key,
            V value,
            @Nullable Node<K, V> left,
            @Nullable Node<K, V> right) {
        Node<K, V> withLeft(@Nullable Node<K, V> other) {
            return new Node<>(key, value, other, right);
        }

        Node<K, V> withRight(@Nullable Node<K, V> other) {
            return new Node<>(key, value, left, other);
        }

        int rank() {
            return key.hashCode() * 0x9E3779B9 ^ Integer.rotateLeft(key.hashCode() * 0x85EBCA6B, 15);
        }
    }

    public static <K extends Comparable<K>, V> PersistentMap<K, V> empty() {
        return new PersistentMap<>(null, 0);
    }

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return root == null;
    }

    public Optional<V> get(K key) {
        return Optional.ofNullable(find(key));
    }

    public boolean has(K key) {
        return find(key) != null;
    }

    private @Nullable V find(K key) {
        Node<K, V> node = root;
        while (node != null) {
            int order = key.compareTo(node.key);
            if (order == 0) {
                return node.value;
            }
            node = order < 0 ? node.left : node.right;
        }
        return null;
    }

    /** This map, the key's value replaced or added. */
    public PersistentMap<K, V> with(K key, V value) {
        return new PersistentMap<>(put(root, key, value), has(key) ? size : size + 1);
    }

    /** This map without the key. */
    public PersistentMap<K, V> without(K key) {
        return has(key) ? new PersistentMap<>(remove(root, key), size - 1) : this;
    }

    /** The least key; empty when the map is. */
    public Optional<K> first() {
        Node<K, V> node = root;
        while (node != null && node.left != null) {
            node = node.left;
        }
        return node == null ? Optional.empty() : Optional.of(node.key);
    }

    /** Every entry, least key first. */
    public void forEach(BiConsumer<K, V> to) {
        walk(root, to);
    }

    public List<K> keys() {
        List<K> keys = new ArrayList<>(size);
        forEach((key, _) -> keys.add(key));
        return keys;
    }

    /** In the order of their keys. */
    public List<V> values() {
        List<V> values = new ArrayList<>(size);
        forEach((_, value) -> values.add(value));
        return values;
    }

    private static <K, V> void walk(@Nullable Node<K, V> node, BiConsumer<K, V> to) {
        if (node != null) {
            walk(node.left, to);
            to.accept(node.key, node.value);
            walk(node.right, to);
        }
    }

    private static <K extends Comparable<K>, V> Node<K, V> put(@Nullable Node<K, V> node, K key, V value) {
        if (node == null) {
            return new Node<>(key, value, null, null);
        }
        int order = key.compareTo(node.key);
        if (order == 0) {
            return new Node<>(key, value, node.left, node.right);
        }
        if (order < 0) {
            Node<K, V> left = put(node.left, key, value);
            return left.rank() > node.rank() ? left.withRight(node.withLeft(left.right)) : node.withLeft(left);
        }
        Node<K, V> right = put(node.right, key, value);
        return right.rank() > node.rank() ? right.withLeft(node.withRight(right.left)) : node.withRight(right);
    }

    private static <K extends Comparable<K>, V> @Nullable Node<K, V> remove(@Nullable Node<K, V> node, K key) {
        if (node == null) {
            return null;
        }
        int order = key.compareTo(node.key);
        if (order == 0) {
            return join(node.left, node.right);
        }
        return order < 0 ? node.withLeft(remove(node.left, key)) : node.withRight(remove(node.right, key));
    }

    private static <K, V> @Nullable Node<K, V> join(@Nullable Node<K, V> left, @Nullable Node<K, V> right) {
        if (left == null || right == null) {
            return left == null ? right : left;
        }
        return left.rank() > right.rank()
                ? left.withRight(join(left.right, right))
                : right.withLeft(join(left, right.left));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PersistentMap<?, ?> map && keys().equals(map.keys()) && values().equals(map.values());
    }

    @Override
    public int hashCode() {
        return 31 * keys().hashCode() + values().hashCode();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        forEach((key, value) -> text.append(text.length() == 1 ? "" : ", ")
                .append(key)
                .append('=')
                .append(value));
        return text.append('}').toString();
    }
}
