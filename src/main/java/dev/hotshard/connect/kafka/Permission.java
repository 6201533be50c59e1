package dev.hotshard.connect.kafka;

import java.util.Locale;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.SecurityUtils;

/**
 * The permission for one operation on one resource of the brokers.
 *
 * @param name the resource's name; ignored for a cluster
 */
record Permission(AclOperation operation, ResourceType type, String name) {

    static Permission onTopic(AclOperation operation, String topic) {
        return new Permission(operation, ResourceType.TOPIC, topic);
    }

    /** The message for a client that lacks it, with the command that grants it. */
    String refusal(String servers) {
        String resource = type.name().toLowerCase(Locale.ROOT) + (type == ResourceType.CLUSTER ? "" : " " + name);
        String needed = SecurityUtils.operationName(operation);
        return "missing permission: " + needed + " on " + resource + ": kafka-acls.sh --bootstrap-server " + servers
                + " --add --allow-principal User:NAME --operation " + needed + " --" + resource;
    }
}
