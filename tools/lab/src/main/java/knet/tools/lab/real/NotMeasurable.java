package knet.tools.lab.real;

/** Something that cannot be measured on this machine; the message is one line that says why. */
public final class NotMeasurable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public NotMeasurable(final String why) {
        super(why);
    }
}
