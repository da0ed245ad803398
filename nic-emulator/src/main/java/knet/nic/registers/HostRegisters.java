package knet.nic.registers;

import static knet.driver.abi.DeviceDescriptor.ADAPTIVE_RX_OFFSET;
import static knet.driver.abi.DeviceDescriptor.HOST_HEARTBEAT_NS_OFFSET;
import static knet.driver.abi.DeviceDescriptor.HOST_STATE_OFFSET;
import static knet.driver.abi.DeviceDescriptor.INTERRUPT_MODE_AUTO_MASK;
import static knet.driver.abi.DeviceDescriptor.INTERRUPT_MODE_OFF;
import static knet.driver.abi.DeviceDescriptor.INTERRUPT_MODE_OFFSET;
import static knet.driver.abi.DeviceDescriptor.ON_FULL_OFFSET;
import static knet.driver.abi.DeviceDescriptor.ON_FULL_WAIT;
import static knet.driver.abi.DeviceDescriptor.RX_FRAMES_OFFSET;
import static knet.driver.abi.DeviceDescriptor.RX_USECS_OFFSET;

import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.DeviceMemory;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What the host has set in its registers, looked at once per duty cycle. Values that make no sense
 * are read as the default.
 */
public final class HostRegisters {
    private final UnsafeBuffer device;
    private int state;
    private int interruptMode;
    private int rxUsecs;
    private int rxFrames;
    private boolean adaptiveRx;
    private boolean waitWhenFull;

    public HostRegisters(final DeviceMemory device) {
        this.device = device.buffer();
    }

    public void refresh() {
        state = device.getIntAcquire(HOST_STATE_OFFSET);
        final int mode = device.getInt(INTERRUPT_MODE_OFFSET);
        interruptMode = mode >= 0 && mode <= INTERRUPT_MODE_OFF ? mode : INTERRUPT_MODE_AUTO_MASK;
        rxUsecs = device.getInt(RX_USECS_OFFSET);
        rxFrames = device.getInt(RX_FRAMES_OFFSET);
        adaptiveRx = device.getInt(ADAPTIVE_RX_OFFSET) == 1;
        waitWhenFull = device.getInt(ON_FULL_OFFSET) == ON_FULL_WAIT;
    }

    /** A host is up, or was when it died, and wants frames. */
    public boolean isUp() {
        return state == DeviceDescriptor.HOST_STATE_UP;
    }

    /** A host has gone down in good order, or there was none. */
    public boolean isDown() {
        return state == DeviceDescriptor.HOST_STATE_DOWN;
    }

    public boolean isStopWire() {
        return state == DeviceDescriptor.HOST_STATE_STOP_WIRE;
    }

    /** System.nanoTime() of the host when it last showed that it lives. */
    public long heartbeatNs() {
        return device.getLongAcquire(HOST_HEARTBEAT_NS_OFFSET);
    }

    /** One of INTERRUPT_MODE_*. */
    public int interruptMode() {
        return interruptMode;
    }

    public int rxUsecs() {
        return rxUsecs;
    }

    public int rxFrames() {
        return rxFrames;
    }

    public boolean adaptiveRx() {
        return adaptiveRx;
    }

    public boolean waitWhenFull() {
        return waitWhenFull;
    }
}
