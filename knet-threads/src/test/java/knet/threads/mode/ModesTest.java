package knet.threads.mode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import knet.driver.abi.DeviceDescriptor;
import org.junit.jupiter.api.Test;

class ModesTest {
    @Test
    void findsByName() {
        for (final Mode mode : Modes.all()) {
            assertThat(Modes.byName(mode.name())).isSameAs(mode);
            assertThat(mode.help()).isNotBlank().doesNotContain("\n");
        }
        assertThat(Modes.all().stream().map(Mode::name))
                .contains("knet", "napi", "interrupt", "busy-poll")
                .doesNotHaveDuplicates();
    }

    @Test
    void anUnknownNameIsAnErrorThatListsTheKnownOnes() {
        assertThatThrownBy(() -> Modes.byName("polling"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'polling'")
                .hasMessageContaining("knet, knet-msix, napi");
    }

    @Test
    void napiHasOneQueueHoweverManyAreAsked() {
        assertThat(Modes.byName("napi").queues(8)).isEqualTo(1);
        assertThat(Modes.byName("napi-multi").queues(8)).isEqualTo(8);
        assertThat(Modes.byName("knet").queues(8)).isEqualTo(8);
    }

    /** An I/O APIC spreads the interrupts of the papers' machines; MSI-X takes each to its own. */
    @Test
    void everyModeSaysWhoTakesItsInterrupts() {
        for (final Mode mode : Modes.all()) {
            final boolean isSpread = mode.name().equals("napi") || mode.name().equals("knet");
            assertThat(mode.delivery())
                    .as(mode.name())
                    .isEqualTo(isSpread ? Delivery.ROUND_ROBIN : Delivery.PER_QUEUE);
        }
    }

    @Test
    void knetWithMsixIsKnetButForTheInterruptsProcessor() {
        final Mode knet = Modes.byName("knet");
        final Mode msix = Modes.byName("knet-msix");

        assertThat(msix.interruptMode()).isEqualTo(knet.interruptMode());
        assertThat(msix.queues(8)).isEqualTo(8);
        assertThat(msix.help()).contains("real clock");
    }

    /** Linux's RPS: one queue, and as many processors behind it as are asked for. */
    @Test
    void softwareClassificationSpreadsByItselfWhatComesThroughOneQueue() {
        final Mode software = Modes.byName("software-classify");

        assertThat(software.queues(8)).isEqualTo(1);
        assertThat(software.processors(8, 1)).isEqualTo(8);
        assertThat(software.processors(8, 3)).as("of a device that has several").isEqualTo(8);
        for (final Mode mode : Modes.all()) {
            assertThat(mode.steers()).as(mode.name()).isEqualTo(mode == software);
            if (mode != software) {
                assertThat(mode.processors(8, 3)).as(mode.name()).isEqualTo(3);
            }
        }
    }

    @Test
    void everyModeSaysHowTheNicNotifies() {
        assertThat(Modes.byName("interrupt").interruptMode())
                .isEqualTo(DeviceDescriptor.INTERRUPT_MODE_UNMASKED);
        assertThat(Modes.byName("busy-poll").interruptMode())
                .isEqualTo(DeviceDescriptor.INTERRUPT_MODE_OFF);
        assertThat(Modes.byName("knet").interruptMode())
                .isEqualTo(DeviceDescriptor.INTERRUPT_MODE_AUTO_MASK);
    }
}
