package io.quarkiverse.replicated.it.programmatic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.Replication;
import io.quarkiverse.replicated.it.WhereAmI;
import io.quarkiverse.replicated.it.bean.Writing;
import io.quarkiverse.replicated.it.errand.Requests;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class ReplicationTest {

    @Inject
    Replication replication;

    @Inject
    Writing writing;

    @Inject
    WhereAmI where;

    @Inject
    Requests requests;

    @Test
    void callsLeadWhereTheySay() throws Exception {
        assertThat(replication.callOnReplica(where::tell)).isEqualTo("replica PROGRAMMATIC");
        assertThat(replication.callOnPrimary(where::tell)).isEqualTo("primary PROGRAMMATIC");
        assertThat(requests.get(() -> replication.callOnPrimary(where::tell))).isEqualTo("primary PROGRAMMATIC");
        assertThat(requests.post(() -> replication.callOnReplica(where::tell))).isEqualTo("replica PROGRAMMATIC");
    }

    @Test
    void runsLeadWhereTheySay() {
        List<String> answers = new ArrayList<>();

        replication.runOnReplica(() -> answers.add(where.tell()));
        replication.runOnPrimary(() -> answers.add(where.tell()));

        assertThat(answers).containsExactly("replica PROGRAMMATIC", "primary PROGRAMMATIC");
    }

    @Test
    void nearestScopeWinsAndOuterOneReturns() throws Exception {
        List<String> answers = new ArrayList<>();

        requests.get(() -> replication.callOnPrimary(() -> {
            answers.add(where.tell());
            replication.runOnReplica(() -> answers.add(where.tell()));
            answers.add(where.tell());
            answers.add(replication.callOnReplica(() -> writing.call(() -> {
                answers.add(where.tell());
                return replication.callOnReplica(where::tell);
            })));
            return answers.add(where.tell());
        }));

        assertThat(answers).containsExactly("primary PROGRAMMATIC", "replica PROGRAMMATIC", "primary PROGRAMMATIC",
                "primary ANNOTATION", "replica PROGRAMMATIC", "primary PROGRAMMATIC");
    }

    @Test
    void callThrowsWhatItsCodeThrowsAndOuterRouteReturns() throws Exception {
        String answer = requests.get(() -> {
            assertThatThrownBy(() -> replication.callOnPrimary(() -> {
                throw new IOException(where.tell());
            })).isExactlyInstanceOf(IOException.class).hasMessage("primary PROGRAMMATIC");
            return where.tell();
        });

        assertThat(answer).isEqualTo("replica HTTP_METHOD");
    }

    @Test
    void runThrowsWhatItsCodeThrowsAndOuterRouteReturns() {
        replication.runOnPrimary(() -> {
            assertThatThrownBy(() -> replication.runOnReplica(() -> {
                throw new IllegalStateException(where.tell());
            })).isExactlyInstanceOf(IllegalStateException.class).hasMessage("replica PROGRAMMATIC");

            assertThat(where.tell()).isEqualTo("primary PROGRAMMATIC");
        });

        assertThat(where.tell()).isEqualTo("primary NO_REQUEST");
    }
}
