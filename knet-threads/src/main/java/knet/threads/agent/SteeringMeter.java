package knet.threads.agent;

/**
 * Where a {@link SteeredBacklog} shows what happens to it. The steering thread calls {@link
 * #onSteered}, {@link #onDropped} and {@link #onWake}, the receiving one {@link #onTaken}.
 */
public interface SteeringMeter {
    /** Shows nothing. */
    SteeringMeter NONE =
            new SteeringMeter() {
                @Override
                public void onSteered(final int frames) {}

                @Override
                public void onDropped(final int frames) {}

                @Override
                public void onWake() {}

                @Override
                public void onTaken(final int frames) {}
            };

    /** Frames that were put in. */
    void onSteered(int frames);

    /** Frames that found it full and were dropped. */
    void onDropped(int frames);

    /** The receiving thread, which had found it empty, was woken. */
    void onWake();

    /** Frames that were taken out and processed. */
    void onTaken(int frames);
}
