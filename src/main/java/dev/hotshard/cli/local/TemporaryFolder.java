package dev.hotshard.cli.local;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.util.FileUtils;

/**
 * A folder in the system's temporary directory, deleted when it is closed or this process ends, unless the
 * process is killed.
 */
public record TemporaryFolder(Path path) implements AutoCloseable {

    /** @param prefix the beginning of the folder's name */
    public static TemporaryFolder create(String prefix) throws Exception {
        return CleanupRegistry.create(
                () -> new TemporaryFolder(Files.createTempDirectory(prefix)), TemporaryFolder::delete);
    }

    private void delete() {
        FileUtils.deleteDirectoryQuietly(path.toFile());
    }

    @Override
    public void close() {
        delete();
        CleanupRegistry.forget(this);
    }
}
