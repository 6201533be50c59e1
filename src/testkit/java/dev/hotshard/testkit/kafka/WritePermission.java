package dev.hotshard.testkit.kafka;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** The permission of clients to write to a topic. */
public final class WritePermission {

    /** The properties of a broker with ACLs, on which everything is allowed by default. */
    public static final Map<String, String> BROKER = Map.of(
            "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            "allow.everyone.if.no.acl.found", "true");

    private static final String ALL_USERS = "User:*";
    private static final String ALL_HOSTS = "*";

    private WritePermission() {}

    /** Denies it to all clients; they may still read. */
    public static void take(String bootstrap, String topic) throws Exception {
        ResourcePattern resource = new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            // A topic with one ACL denies everything that no ACL allows.
            admin.createAcls(List.of(new AclBinding(resource, entry(AclOperation.ALL, AclPermissionType.ALLOW))))
                    .all()
                    .get();
            admin.createAcls(List.of(new AclBinding(resource, entry(AclOperation.WRITE, AclPermissionType.DENY))))
                    .all()
                    .get();
        }
    }

    /** Allows it again. */
    public static void giveBack(String bootstrap, String topic) throws Exception {
        ResourcePattern resource = new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.deleteAcls(List.of(new AclBindingFilter(
                            resource.toFilter(),
                            new AccessControlEntryFilter(
                                    ALL_USERS, ALL_HOSTS, AclOperation.WRITE, AclPermissionType.DENY))))
                    .all()
                    .get();
        }
    }

    private static AccessControlEntry entry(AclOperation operation, AclPermissionType type) {
        return new AccessControlEntry(ALL_USERS, ALL_HOSTS, operation, type);
    }
}
