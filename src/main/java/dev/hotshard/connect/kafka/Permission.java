package dev.hotshard.connect.kafka;

import java.util.Locale;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.SecurityUtils;

/** A right to an operation on a resource of the brokers; {@code name} has no meaning for a cluster. */
record Permission(AclOperation operation, ResourceType type, String name) {

    static Permission onTopic(AclOperation operation, String topic) {
        return new Permission(operation, ResourceType.TOPIC, topic);
    }

    /** The message for a missing right, with the command that grants it. */
    String refusal(String servers) {
        String resource = type.name().toLowerCase(Locale.ROOT) + (type == ResourceType.CLUSTER ? "" : " " + name);
        String right = SecurityUtils.operationName(operation);
        return "no right to " + right + " on " + resource + ": kafka-acls.sh --bootstrap-server " + servers
                + " --add --allow-principal User:NAME --operation " + right + " --" + resource;
    }
}
