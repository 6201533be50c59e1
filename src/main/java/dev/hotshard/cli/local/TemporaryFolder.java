package dev.hotshard.cli.local;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.util.FileUtils;

/**
 * A folder in the system's temporary directory that is gone when this process ends, unless it is killed.
 *
 * @param path where it is
 */
public record TemporaryFolder(Path path) implements AutoCloseable {

    /** @param prefix what its name begins with */
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
