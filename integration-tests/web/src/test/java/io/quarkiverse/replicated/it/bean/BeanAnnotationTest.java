package io.quarkiverse.replicated.it.bean;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.it.WhereAmI;
import io.quarkiverse.replicated.it.errand.Requests;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class BeanAnnotationTest {

    @Inject
    Reports reports;

    @Inject
    MonthlyReports monthlyReports;

    @Inject
    WritingReports writingReports;

    @Inject
    YearlyReports yearlyReports;

    @Inject
    Archive archive;

    @Inject
    Counter counter;

    @Inject
    WhereAmI where;

    @Inject
    Requests requests;

    @Test
    void annotationBeatsMethodOfRequest() throws Exception {
        assertThat(requests.post(reports::read)).isEqualTo("replica ANNOTATION");
        assertThat(requests.get(reports::store)).isEqualTo("primary ANNOTATION");
    }

    @Test
    void annotationDecidesWithoutRequest() {
        assertThat(reports.read()).isEqualTo("replica ANNOTATION");
        assertThat(where.tell()).isEqualTo("primary NO_REQUEST");
    }

    @Test
    void methodBeatsItsClass() {
        assertThat(reports.store()).isEqualTo("primary ANNOTATION");
    }

    @Test
    void subclassObeysItsSuperclass() {
        assertThat(monthlyReports.read()).isEqualTo("replica ANNOTATION");
        assertThat(monthlyReports.readMonth()).isEqualTo("replica ANNOTATION");
        assertThat(monthlyReports.store()).isEqualTo("primary ANNOTATION");
    }

    @Test
    void annotationOfSubclassBeatsThatOfItsSuperclass() {
        for (WritingReports reports : List.of(writingReports, yearlyReports)) {
            assertThat(reports.writeYear()).isEqualTo("primary ANNOTATION");
            assertThat(reports.read()).as("an inherited method").isEqualTo("primary ANNOTATION");
            assertThat(reports.store()).isEqualTo("primary ANNOTATION");
        }
    }

    @Test
    void beanObeysMethodOfItsInterface() {
        assertThat(archive.find()).isEqualTo("replica ANNOTATION");
        assertThat(archive.store()).isEqualTo("primary NO_REQUEST");
    }

    @Test
    void packagePrivateMethodsAreRouted() {
        assertThat(counter.count()).isEqualTo("replica ANNOTATION");
        assertThat(reports.readInPackage()).isEqualTo("replica ANNOTATION");
    }

    @Test
    void beanThatCallsItselfIsRouted() {
        assertThat(counter.countThroughSelf()).isEqualTo("primary NO_REQUEST, replica ANNOTATION, primary NO_REQUEST");
        assertThat(reports.storeThroughSelf()).isEqualTo("replica ANNOTATION, primary ANNOTATION, replica ANNOTATION");
    }
}
