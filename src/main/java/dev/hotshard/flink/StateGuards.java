package dev.hotshard.flink;

import dev.hotshard.event.KeySpec;
import java.io.Serializable;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.runtime.state.FunctionInitializationContext;

/** Refuses state that belongs to other counter keys or other endpoints. */
final class StateGuards implements Serializable {

    private static final long serialVersionUID = 1L;

    private final KeySpec keySpec;
    private final boolean forgetChanged;
    private final Endpoints.Lookup endpoints;
    private final boolean acceptChangedTopics;

    private transient KeySpecGuard keySpecGuard;
    private transient EndpointGuard endpointGuard;

    /** Guards that know no endpoints. */
    StateGuards(KeySpec keySpec, boolean forgetChanged) {
        this(keySpec, forgetChanged, () -> Endpoints.NONE, false);
    }

    private StateGuards(
            KeySpec keySpec, boolean forgetChanged, Endpoints.Lookup endpoints, boolean acceptChangedTopics) {
        this.keySpec = keySpec;
        this.forgetChanged = forgetChanged;
        this.endpoints = endpoints;
        this.acceptChangedTopics = acceptChangedTopics;
    }

    /** The same, with endpoints. */
    StateGuards of(Endpoints.Lookup endpoints, boolean acceptChangedTopics) {
        return new StateGuards(keySpec, forgetChanged, endpoints, acceptChangedTopics);
    }

    /** Compares what was kept with what there is; throws what the two guards throw. */
    void restore(FunctionInitializationContext context, TaskInfo task) throws Exception {
        keySpecGuard = KeySpecGuard.restore(context, keySpec, forgetChanged, System.currentTimeMillis());
        endpointGuard = EndpointGuard.restore(context, endpoints, acceptChangedTopics, task.getIndexOfThisSubtask());
    }

    void snapshot(TaskInfo task) throws Exception {
        keySpecGuard.snapshot(task.getIndexOfThisSubtask());
        endpointGuard.snapshot();
    }

    /** Keys last seen before this moment are forgotten; {@code Long.MIN_VALUE} for none. */
    long forgetBeforeMillis() {
        return keySpecGuard.forgetBeforeMillis();
    }
}
