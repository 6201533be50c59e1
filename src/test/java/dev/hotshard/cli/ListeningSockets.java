package dev.hotshard.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The addresses on which a process listens, in the hexadecimal form that Linux reports. */
final class ListeningSockets {

    private static final String LISTEN = "0A";
    /** 127.0.0.1, 127.0.0.1 mapped to IPv6, and ::1. */
    private static final Set<String> LOOPBACK =
            Set.of("0100007F", "0000000000000000FFFF00000100007F", "00000000000000000000000001000000");

    private ListeningSockets() {}

    /** All addresses on which the process listens. */
    static List<String> of(long pid) throws IOException {
        Path process = Path.of("/proc", Long.toString(pid));
        Set<String> sockets = sockets(process.resolve("fd"));
        List<String> addresses = new ArrayList<>();
        for (String table : List.of("tcp", "tcp6")) {
            Files.readAllLines(process.resolve("net").resolve(table)).stream()
                    .map(line -> line.strip().split("\\s+"))
                    .filter(fields -> fields[3].equals(LISTEN) && sockets.contains("socket:[" + fields[9] + "]"))
                    .forEach(fields -> addresses.add(fields[1].split(":")[0]));
        }
        return addresses;
    }

    static boolean isLoopback(String address) {
        return LOOPBACK.contains(address);
    }

    private static Set<String> sockets(Path descriptors) throws IOException {
        Set<String> targets = new HashSet<>();
        try (DirectoryStream<Path> open = Files.newDirectoryStream(descriptors)) {
            for (Path descriptor : open) {
                try {
                    targets.add(Files.readSymbolicLink(descriptor).toString());
                } catch (NoSuchFileException closedMeanwhile) {
                    // Closed meanwhile, so not a permanently listening socket.
                }
            }
        }
        return targets;
    }
}
