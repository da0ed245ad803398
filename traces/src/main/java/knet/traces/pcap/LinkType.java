package knet.traces.pcap;

/** The link types that are brought to Ethernet, and the names of others for error messages. */
enum LinkType {
    EN10MB(0),
    NULL(4),
    LOOP(4),
    RAW(0),
    IPV4(0),
    IPV6(0),
    LINUX_SLL(16),
    LINUX_SLL2(20);

    /** Length of the capture's own link header. */
    final int headerBytes;

    LinkType(final int headerBytes) {
        this.headerBytes = headerBytes;
    }

    /**
     * The supported type of that number, or null.
     *
     * @param number as in the file: LINKTYPE_ values, and the DLT_ values 12 and 14 that some
     *     systems wrote for raw IP
     */
    static LinkType of(final int number) {
        return switch (number) {
            case 0 -> NULL;
            case 1 -> EN10MB;
            case 12, 14, 101 -> RAW;
            case 108 -> LOOP;
            case 113 -> LINUX_SLL;
            case 228 -> IPV4;
            case 229 -> IPV6;
            case 276 -> LINUX_SLL2;
            default -> null;
        };
    }

    /** A sentence's end for a type that {@link #of} does not know. */
    static String unsupported(final int number) {
        return "link type "
                + number
                + nameOf(number)
                + " is not supported (Ethernet, raw IP, NULL, LOOP and Linux cooked are)";
    }

    private static String nameOf(final int number) {
        final String name =
                switch (number) {
                    case 3 -> "AX25";
                    case 6 -> "IEEE802_5, Token Ring";
                    case 7 -> "ARCNET_BSD";
                    case 8 -> "SLIP";
                    case 9 -> "PPP";
                    case 10 -> "FDDI";
                    case 50 -> "PPP_HDLC";
                    case 51 -> "PPP_ETHER";
                    case 100 -> "ATM_RFC1483";
                    case 104 -> "C_HDLC";
                    case 105 -> "IEEE802_11";
                    case 107 -> "FRELAY";
                    case 117 -> "PFLOG";
                    case 119 -> "IEEE802_11_PRISM";
                    case 127 -> "IEEE802_11_RADIOTAP";
                    case 147,
                            148,
                            149,
                            150,
                            151,
                            152,
                            153,
                            154,
                            155,
                            156,
                            157,
                            158,
                            159,
                            160,
                            161,
                            162 ->
                            "USER" + (number - 147);
                    case 163 -> "IEEE802_11_AVS";
                    case 165 -> "BACNET_MS_TP";
                    case 166 -> "PPP_PPPD";
                    case 177 -> "LINUX_LAPD";
                    case 187 -> "BLUETOOTH_HCI_H4";
                    case 189 -> "USB_LINUX";
                    case 192 -> "PPI";
                    case 195 -> "IEEE802_15_4_WITHFCS";
                    case 201 -> "BLUETOOTH_HCI_H4_WITH_PHDR";
                    case 204 -> "PPP_WITH_DIR";
                    case 206 -> "PPP_WITH_DIRECTION";
                    case 220 -> "USB_LINUX_MMAPPED";
                    case 226 -> "IPNET";
                    case 227 -> "CAN_SOCKETCAN";
                    case 230 -> "IEEE802_15_4_NOFCS";
                    case 239 -> "NFLOG";
                    case 240 -> "NETANALYZER";
                    case 247 -> "INFINIBAND";
                    case 249 -> "USBPCAP";
                    case 251 -> "BLUETOOTH_LE_LL";
                    case 253 -> "NETLINK";
                    case 254 -> "BLUETOOTH_LINUX_MONITOR";
                    case 272 -> "NORDIC_BLE";
                    case 283 -> "IEEE802_15_4_TAP";
                    default -> null;
                };
        return name == null ? "" : " (" + name + ")";
    }
}
