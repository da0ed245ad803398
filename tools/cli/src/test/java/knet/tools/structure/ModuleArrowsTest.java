package knet.tools.structure;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import knet.driver.RxQueue;
import knet.firmware.Classifier;
import knet.threads.agent.NetAgent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The arrows between the modules, as ARCHITECTURE.md draws them. */
class ModuleArrowsTest {
    private static final String TRACES = "knet.traces..";
    private static final String FIRMWARE = "knet.firmware..";
    private static final String DRIVER = "knet.driver..";
    private static final String DRIVER_ABI = "knet.driver.abi..";
    private static final String NIC = "knet.nic..";
    private static final String THREADS = "knet.threads..";
    private static final String TOOLS = "knet.tools..";

    private static JavaClasses knet;

    @BeforeAll
    static void load() {
        knet =
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("knet");
    }

    @Test
    void everyModuleIsSeenHere() {
        for (final String pkg : new String[] {TRACES, FIRMWARE, DRIVER, NIC, THREADS, TOOLS}) {
            assertThat(knet.stream().anyMatch(c -> resideInAPackage(pkg).test(c))).as(pkg).isTrue();
        }
    }

    @Test
    void tracesFirmwareAndDriverStandAlone() {
        standsOn(TRACES).check(knet);
        standsOn(FIRMWARE).check(knet);
        standsOn(DRIVER).check(knet);
    }

    @Test
    void theDeviceInterfaceDoesNotKnowTheDriver() {
        noClasses()
                .that()
                .resideInAPackage(DRIVER_ABI)
                .should()
                .dependOnClassesThat(
                        resideInAPackage(DRIVER)
                                .and(DescribedPredicate.not(resideInAPackage(DRIVER_ABI))))
                .check(knet);
    }

    @Test
    void theNicKnowsFirmwareTracesAndTheDeviceInterface() {
        standsOn(NIC, FIRMWARE, TRACES, DRIVER_ABI).check(knet);
    }

    @Test
    void theNetworkThreadsKnowTheDriver() {
        standsOn(THREADS, DRIVER).check(knet);
    }

    @Test
    void theLabHasNoDataPathOfItsOwn() {
        noClasses()
                .that()
                .resideInAPackage("knet.tools.lab..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("knet.threads.tcp..", "knet.threads.ip..", "knet.nic.ring..")
                .orShould()
                .beAssignableTo(NetAgent.class)
                .orShould()
                .beAssignableTo(RxQueue.class)
                .orShould()
                .beAssignableTo(Classifier.class)
                .check(knet);
    }

    @Test
    void modulesHaveNoCycles() {
        slices().matching("knet.(*)..").should().beFreeOfCycles().check(knet);
    }

    private static ArchRule standsOn(final String module, final String... others) {
        final DescribedPredicate<JavaClass> ours = resideInAPackage("knet..");
        final DescribedPredicate<JavaClass> allowed =
                resideInAPackage(module).or(resideInAnyPackage(others));
        return classes()
                .that()
                .resideInAPackage(module)
                .should()
                .onlyDependOnClassesThat(DescribedPredicate.not(ours).or(allowed));
    }
}
