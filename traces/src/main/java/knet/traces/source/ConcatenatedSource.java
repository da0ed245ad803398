package knet.traces.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import knet.traces.Captures;
import knet.traces.Frame;
import knet.traces.FrameSource;

/**
 * Several sources one after the other, each opened when its turn comes and closed at its end. A
 * damaged one does not keep the next from being read.
 */
public final class ConcatenatedSource implements FrameSource {
    private final List<SourceOpener> openers;
    private final Set<String> linkTypes = new LinkedHashSet<>();
    private FrameSource current;
    private int opened;
    private String damage;

    /** Concatenates sources; one that cannot be opened when its turn comes is damage. */
    public ConcatenatedSource(final List<SourceOpener> openers) {
        this.openers = List.copyOf(openers);
    }

    /**
     * Concatenates capture files.
     *
     * @throws IOException as {@link Captures#open}, for the first file that cannot be opened: all
     *     are tried now, so that a run does not end half-way for a misspelt name
     */
    public static FrameSource of(final List<Path> files) throws IOException {
        if (files.size() == 1) {
            return Captures.open(files.get(0));
        }
        for (final Path file : files) {
            Captures.open(file).close();
        }
        return new ConcatenatedSource(
                files.stream().map(file -> (SourceOpener) () -> Captures.open(file)).toList());
    }

    @Override
    public boolean next(final Frame frame) {
        while (current != null || opened < openers.size()) {
            if (current == null) {
                openNext();
            } else if (current.next(frame)) {
                return true;
            } else if (!current.isExhausted()) {
                return false;
            } else {
                finish();
            }
        }
        return false;
    }

    private void openNext() {
        try {
            current = openers.get(opened++).open();
        } catch (final IOException e) {
            addDamage(e.getMessage());
        }
    }

    private void finish() {
        addDamage(current.damage());
        linkTypes.addAll(List.of(current.linkTypes()));
        current.close();
        current = null;
    }

    private void addDamage(final String further) {
        if (further != null) {
            damage = damage == null ? further : damage + "; " + further;
        }
    }

    @Override
    public boolean isExhausted() {
        return current == null ? opened == openers.size() : isLast() && current.isExhausted();
    }

    private boolean isLast() {
        return opened == openers.size();
    }

    @Override
    public String damage() {
        final String now = current == null ? null : current.damage();
        return now == null ? damage : damage == null ? now : damage + "; " + now;
    }

    @Override
    public String[] linkTypes() {
        final Set<String> all = new LinkedHashSet<>(linkTypes);
        if (current != null) {
            all.addAll(List.of(current.linkTypes()));
        }
        return all.toArray(String[]::new);
    }

    @Override
    public void close() {
        opened = openers.size();
        if (current != null) {
            finish();
        }
    }
}
