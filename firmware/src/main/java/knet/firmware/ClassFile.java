package knet.firmware;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;

/** Reads a class file as far as to know the name of the class (JVM specification, chapter 4). */
final class ClassFile {
    private static final int MAGIC = 0xcafebabe;
    private static final int VERSION_BYTES = 4;
    private static final int ACCESS_FLAGS_BYTES = 2;

    private static final int UTF8 = 1;
    private static final int INTEGER = 3;
    private static final int FLOAT = 4;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;
    private static final int CLASS = 7;
    private static final int STRING = 8;
    private static final int FIELD_REF = 9;
    private static final int METHOD_REF = 10;
    private static final int INTERFACE_METHOD_REF = 11;
    private static final int NAME_AND_TYPE = 12;
    private static final int METHOD_HANDLE = 15;
    private static final int METHOD_TYPE = 16;
    private static final int DYNAMIC = 17;
    private static final int INVOKE_DYNAMIC = 18;
    private static final int MODULE = 19;
    private static final int PACKAGE = 20;

    private ClassFile() {}

    /**
     * The binary name of the class, for instance {@code org.example.Mine}.
     *
     * @return null if these bytes are no class file
     */
    static String nameIn(final byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readInt() != MAGIC) {
                return null;
            }
            in.skipNBytes(VERSION_BYTES);
            return name(in);
        } catch (final IOException e) {
            return null;
        }
    }

    private static String name(final DataInputStream in) throws IOException {
        final int count = in.readUnsignedShort();
        final String[] texts = new String[count];
        final int[] classNames = new int[count];
        for (int i = 1; i < count; i++) {
            final int tag = in.readUnsignedByte();
            switch (tag) {
                case UTF8 -> texts[i] = in.readUTF();
                case CLASS -> classNames[i] = in.readUnsignedShort();
                case STRING, METHOD_TYPE, MODULE, PACKAGE -> in.skipNBytes(2);
                case METHOD_HANDLE -> in.skipNBytes(3);
                case INTEGER,
                        FLOAT,
                        FIELD_REF,
                        METHOD_REF,
                        INTERFACE_METHOD_REF,
                        NAME_AND_TYPE,
                        DYNAMIC,
                        INVOKE_DYNAMIC ->
                        in.skipNBytes(4);
                case LONG, DOUBLE -> {
                    in.skipNBytes(8);
                    i++; // They take two entries.
                }
                default -> {
                    return null;
                }
            }
        }
        in.skipNBytes(ACCESS_FLAGS_BYTES);
        final int self = in.readUnsignedShort();
        final String name =
                self < count && classNames[self] < count ? texts[classNames[self]] : null;
        return name == null ? null : name.replace('/', '.');
    }
}
