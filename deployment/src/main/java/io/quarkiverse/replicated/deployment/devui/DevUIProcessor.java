package io.quarkiverse.replicated.deployment.devui;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import io.quarkiverse.replicated.cluster.PostgresNode;
import io.quarkiverse.replicated.deployment.ReplicatedDataSourcesBuildItem;
import io.quarkiverse.replicated.deployment.devservices.RunningClusterBuildItem;
import io.quarkiverse.replicated.deployment.routes.PendingRouteTableBuildItem;
import io.quarkiverse.replicated.deployment.routes.RouteTable;
import io.quarkiverse.replicated.runtime.devui.DevUIJsonRpc;
import io.quarkus.arc.processor.DotNames;
import io.quarkus.deployment.IsLocalDevelopment;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.BuildSteps;
import io.quarkus.devui.spi.JsonRPCProvidersBuildItem;
import io.quarkus.devui.spi.buildtime.BuildTimeActionBuildItem;
import io.quarkus.devui.spi.page.CardPageBuildItem;
import io.quarkus.devui.spi.page.Page;

/** The card of this extension in the Dev UI, with its pages and the methods that they call. */
@BuildSteps(onlyIf = IsLocalDevelopment.class)
class DevUIProcessor {

    @BuildStep
    void card(Optional<ReplicatedDataSourcesBuildItem> routed, BuildProducer<CardPageBuildItem> cards) {
        if (routed.isEmpty()) {
            return;
        }
        CardPageBuildItem card = new CardPageBuildItem();
        card.addPage(Page.webComponentPageBuilder().title("Replicas").icon("font-awesome-solid:server")
                .componentLink("qwc-replicated-replicas.js")
                .staticLabel(String.valueOf(routed.get().replicas().size())));
        card.addPage(Page.webComponentPageBuilder().title("Routes").icon("font-awesome-solid:route")
                .componentLink("qwc-replicated-routes.js")
                .dynamicLabelJsonRPCMethodName("routeCount"));
        card.addPage(Page.webComponentPageBuilder().title("Decisions").icon("font-awesome-solid:code-branch")
                .componentLink("qwc-replicated-decisions.js"));
        cards.produce(card);
    }

    /** Always produced: the class becomes part of the index, and only the index shows whether there is something to route. */
    @BuildStep
    JsonRPCProvidersBuildItem questions() {
        return new JsonRPCProvidersBuildItem(DevUIJsonRpc.class, DotNames.SINGLETON);
    }

    @BuildStep
    void routes(Optional<PendingRouteTableBuildItem> pending, BuildProducer<BuildTimeActionBuildItem> actions) {
        pending.ifPresent(routes -> {
            actions.produce(action("routes", "The route table", parameters -> {
                RouteTable table = routes.table();
                return Map.of("settings", table.settings(), "endpoints", table.endpoints());
            }));
            actions.produce(action("routeCount", "How many lines the route table has",
                    parameters -> String.valueOf(routes.table().endpoints().size())));
        });
    }

    @BuildStep
    void controls(Optional<RunningClusterBuildItem> running, BuildProducer<BuildTimeActionBuildItem> actions) {
        if (running.isEmpty()) {
            // The page calls this to learn whether there is something to control.
            actions.produce(action("cluster", "The replicas that Dev Services run", parameters -> List.of()));
            return;
        }
        ClusterControls controls = new ClusterControls(running.get().cluster(), running.get().replicas());
        actions.produce(action("cluster", "The replicas that Dev Services run", parameters -> controls.servers()));
        actions.produce(verb("holdReplay", "Holds the replay of a replica", controls.on(PostgresNode::pauseReplay)));
        actions.produce(verb("releaseReplay", "Lets a replica replay again", controls.on(PostgresNode::resumeReplay)));
        actions.produce(verb("kill", "Kills a replica", controls.on(PostgresNode::kill)));
        actions.produce(verb("start", "Starts a replica that was killed", controls.on(PostgresNode::start)));
    }

    private static <T> BuildTimeActionBuildItem action(String name, String description,
            Function<Map<String, String>, T> function) {
        return new BuildTimeActionBuildItem().actionBuilder().methodName(name).description(description).function(function)
                .build();
    }

    private static <T> BuildTimeActionBuildItem verb(String name, String description,
            Function<Map<String, String>, T> function) {
        return new BuildTimeActionBuildItem().actionBuilder().methodName(name).description(description)
                .parameter(ClusterControls.DATA_SOURCE, "The datasource of the replica").function(function).build();
    }
}
