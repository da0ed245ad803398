package knet.traces.pcap;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import knet.traces.FrameSource;

/** Tells a capture file's compression and format by its first bytes and opens the reader for it. */
public final class CaptureFile {
    private static final int GZIP_MAGIC = 0x1f8b;

    private CaptureFile() {}

    /** As {@link knet.traces.Captures#open}. */
    public static FrameSource open(final Path file) throws IOException {
        return open(file, MappedWindow.DEFAULT_WINDOW_BYTES, GzipWindow.DEFAULT_WINDOW_BYTES);
    }

    static FrameSource open(
            final Path file, final int mappedWindowBytes, final int inflatedWindowBytes)
            throws IOException {
        final String name = printable(file);
        checkRegular(file, name);
        CaptureWindow window = null;
        FrameSource source = null;
        try {
            window = new MappedWindow(file, mappedWindowBytes);
            if (magic(window, 2) == GZIP_MAGIC) {
                window.close();
                window = new GzipWindow(Files.newInputStream(file), inflatedWindowBytes);
            }
            source = open(name, window);
            return source;
        } catch (final AccessDeniedException e) {
            throw new IOException(name + ": permission denied", e);
        } catch (final InternalError e) {
            throw new IOException(name + ": was cut short while it was opened", e);
        } finally {
            if (source == null && window != null) {
                window.close();
            }
        }
    }

    /** Opens the reader for what a window shows; the window stays the caller's if it throws. */
    static FrameSource open(final String name, final CaptureWindow window) throws IOException {
        final int magic = magic(window, 4);
        if (window.limit == 0) {
            throw new IOException(
                    name + ": " + (window.fault() == null ? "is empty" : window.fault()));
        }
        if (magic == PcapNgSource.SECTION_HEADER) {
            return new PcapNgSource(name, window);
        }
        final PcapHeader header = PcapHeader.of(name, window);
        if (header == null) {
            throw new IOException(
                    name
                            + ": is no pcap or pcapng capture ("
                            + describe(magic)
                            + (window.fault() == null ? ")" : "), " + window.fault()));
        }
        return new PcapSource(name, window, header);
    }

    /** The first bytes in network order, those that exist. */
    private static int magic(final CaptureWindow window, final int bytes) {
        final int index = window.moveTo(0, bytes);
        int magic = 0;
        for (int i = 0; i < bytes; i++) {
            final int at = index + i;
            magic = magic << 8 | (at < window.limit ? window.buffer.getByte(at) & 0xff : 0);
        }
        return magic;
    }

    private static String describe(final int magic) {
        final String packed =
                switch (magic >>> 16) {
                    case 0x28b5 -> "zstd";
                    case 0xfd37 -> "xz";
                    case 0x425a -> "bzip2";
                    case 0x0422 -> "lz4";
                    case 0x504b -> "zip";
                    default -> null;
                };
        return packed == null
                ? String.format("it begins with %08x", magic)
                : "it looks like " + packed + ": unpack it first";
    }

    private static void checkRegular(final Path file, final String name) throws IOException {
        final BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(file, BasicFileAttributes.class);
        } catch (final NoSuchFileException e) {
            throw new IOException(name + ": no such file", e);
        } catch (final AccessDeniedException e) {
            throw new IOException(name + ": permission denied", e);
        } catch (final FileSystemException e) {
            throw new IOException(name + ": " + e.getReason(), e);
        }
        if (attributes.isDirectory()) {
            throw new IOException(name + ": is a directory, not a capture file");
        }
        if (!attributes.isRegularFile()) {
            // Opening a pipe would wait for a writer, and it cannot be mapped.
            throw new IOException(
                    name + ": is a pipe or device, not a capture file; save it first");
        }
    }

    /** The name for one-line messages: control characters would break the line. */
    private static String printable(final Path file) {
        return file.toString().replaceAll("\\p{Cntrl}", "?");
    }

    static ByteOrder other(final ByteOrder order) {
        return order == ByteOrder.BIG_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    }
}
