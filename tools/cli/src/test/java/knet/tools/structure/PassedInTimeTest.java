package knet.tools.structure;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Whatever handles a packet takes the time as an argument and owns no thread, so that the same code
 * runs on real threads and on simulated processors.
 */
class PassedInTimeTest {
    private static final String[] PACKET_CODE = {
        "knet.firmware..",
        "knet.nic",
        "knet.nic.checksum..",
        "knet.nic.engine..",
        "knet.nic.interrupt..",
        "knet.nic.port..",
        "knet.nic.recovery..",
        "knet.nic.registers..",
        "knet.nic.ring..",
        "knet.driver",
        "knet.threads.agent..",
        "knet.threads.mode..",
        "knet.threads.stack..",
        "knet.threads.ip..",
        "knet.threads.udp..",
        "knet.threads.tcp..",
        "knet.threads.flow..",
        "knet.threads.app.."
    };

    private static JavaClasses knet;

    @BeforeAll
    static void load() {
        knet =
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("knet");
    }

    @Test
    void packetCodeReadsNoClock() {
        packetCode().callMethod(System.class, "nanoTime").check(knet);
        packetCode().callMethod(System.class, "currentTimeMillis").check(knet);
    }

    @Test
    void packetCodeOwnsNoThreadAndNeverSleeps() {
        packetCode().callConstructor(Thread.class, Runnable.class).check(knet);
        packetCode().callConstructor(Thread.class, Runnable.class, String.class).check(knet);
        packetCode().callMethod(Thread.class, "sleep", long.class).check(knet);
        packetCode().callMethod(LockSupport.class, "parkNanos", long.class).check(knet);
    }

    @Test
    void packetCodeHasNoUnseededRandomness() {
        packetCode().callConstructor(Random.class).check(knet);
        packetCode().callMethod(Math.class, "random").check(knet);
        packetCode().callMethod(ThreadLocalRandom.class, "current").check(knet);
    }

    private static CallRule packetCode() {
        return new CallRule();
    }

    /** A rule that forbids the packet code one call. */
    private static final class CallRule {
        ArchRule callMethod(final Class<?> owner, final String name, final Class<?>... parameters) {
            return noClasses()
                    .that()
                    .resideInAnyPackage(PACKET_CODE)
                    .should()
                    .callMethod(owner, name, parameters)
                    .allowEmptyShould(true);
        }

        ArchRule callConstructor(final Class<?> owner, final Class<?>... parameters) {
            return noClasses()
                    .that()
                    .resideInAnyPackage(PACKET_CODE)
                    .should()
                    .callConstructor(owner, parameters)
                    .allowEmptyShould(true);
        }
    }
}
