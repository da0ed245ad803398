package knet.tools.cli.firmware;

import knet.threads.base.QueueSet;

/** Which queues a flow's packets met under one classifier, by direction and form. */
final class FlowSteering {
    private static final int NONE = -1;

    private final Direction[] directions = {new Direction(), new Direction()};
    private long changes;

    /** One direction's queues. */
    private static final class Direction {
        /** Of whole packets with the tags of the first packet. */
        private final QueueSet plain = new QueueSet();

        private final QueueSet variants = new QueueSet();
        private final QueueSet fragments = new QueueSet();
        private int lastQueue = NONE;
        private int firstTags = NONE;

        QueueSet all() {
            return union(union(plain, variants), fragments);
        }

        boolean isWhole() {
            return plain.size() + variants.size() > 0;
        }
    }

    /**
     * A packet went to a queue.
     *
     * @param direction 0 or 1
     * @param isFragment also the first one
     * @param tags that tell packets with other VLAN tags apart, 0 or more
     */
    void add(final int direction, final int queue, final boolean isFragment, final int tags) {
        final Direction d = directions[direction];
        if (d.firstTags == NONE) {
            d.firstTags = tags;
        }
        (isFragment ? d.fragments : tags == d.firstTags ? d.plain : d.variants).add(queue);
        changes += d.lastQueue != NONE && d.lastQueue != queue ? 1 : 0;
        d.lastQueue = queue;
    }

    /** Packets that went to another queue than the one before them in the same direction. */
    long changes() {
        return changes;
    }

    boolean isSplit() {
        return union(directions[0].all(), directions[1].all()).size() > 1;
    }

    /** Why it is split, in the words of a replay's {@code splitReasons}. */
    String reason(final boolean isTunnel) {
        for (final Direction direction : directions) {
            if (direction.plain.size() > 1) {
                return isTunnel ? "tunnel" : "other";
            }
        }
        for (final Direction direction : directions) {
            if (union(direction.plain, direction.variants).size() > 1) {
                return "vlan";
            }
        }
        for (final Direction direction : directions) {
            if (direction.all().size() > 1) {
                return "fragment";
            }
        }
        return directions[0].isWhole() == directions[1].isWhole() ? "direction" : "fragment";
    }

    private static QueueSet union(final QueueSet a, final QueueSet b) {
        final QueueSet result = new QueueSet();
        result.addAll(a);
        result.addAll(b);
        return result;
    }
}
