package dev.hotshard.flink;

import dev.hotshard.event.KeySpec;
import java.io.Serializable;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.runtime.state.FunctionInitializationContext;

/** Refuses state that belongs to another key spec or to other endpoints. */
final class StateGuards implements Serializable {

    private static final long serialVersionUID = 1L;

    private final KeySpec keySpec;
    private final boolean forgetChanged;
    private final Endpoints.Lookup endpoints;
    private final boolean acceptChangedTopics;

    private transient KeySpecGuard keySpecGuard;
    private transient EndpointGuard endpointGuard;

    /** Creates guards that compare no endpoints. */
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

    /** Returns a copy that compares endpoints too. */
    StateGuards withEndpoints(Endpoints.Lookup endpoints, boolean acceptChangedTopics) {
        return new StateGuards(keySpec, forgetChanged, endpoints, acceptChangedTopics);
    }

    /** Restores both guards; throws if either refuses the state. */
    void restore(FunctionInitializationContext context, TaskInfo task) throws Exception {
        keySpecGuard = KeySpecGuard.restore(context, keySpec, forgetChanged, System.currentTimeMillis());
        endpointGuard = EndpointGuard.restore(context, endpoints, acceptChangedTopics, task.getIndexOfThisSubtask());
    }

    void snapshot(TaskInfo task) throws Exception {
        keySpecGuard.snapshot(task.getIndexOfThisSubtask());
        endpointGuard.snapshot();
    }

    /** Keys last seen before this moment are forgotten; {@code Long.MIN_VALUE} to forget none. */
    long forgetBeforeMillis() {
        return keySpecGuard.forgetBeforeMillis();
    }
}
