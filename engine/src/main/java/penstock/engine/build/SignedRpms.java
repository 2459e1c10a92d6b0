package penstock.engine.build;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import penstock.build.Cause;
import penstock.build.Step;
import penstock.engine.port.OutsideFailure;
import penstock.engine.publish.Signer;

/** A folder with signed copies of what a build made, out of the build's reach; gone when it is closed. */
final class SignedRpms implements AutoCloseable {
    private final Path folder;
    private final Signer signer;

    private SignedRpms(Path folder, Signer signer) {
        this.folder = folder;
        this.signer = signer;
    }

    static SignedRpms make(Path work, Signer signer) throws OutsideFailure {
        try {
            Files.createDirectories(work);
            return new SignedRpms(Files.createTempDirectory(work, "signed-"), signer);
        } catch (IOException e) {
            throw new OutsideFailure("can't make a folder for signed RPMs in " + work + ": " + e, true, e);
        }
    }

    /** The copies, under the files' own names and in their order. */
    Attempt<List<Path>> sign(List<Path> rpms) throws OutsideFailure, InterruptedException {
        return sign(
                rpms,
                rpms.stream().map(rpm -> String.valueOf(rpm.getFileName())).toList());
    }

    /** As {@link #sign(List)}, of files that are known by other names. */
    Attempt<List<Path>> sign(List<Path> rpms, List<String> names) throws OutsideFailure, InterruptedException {
        List<Optional<String>> refused = EachAtOnce.of(rpms, rpm -> signer.signRpm(rpm, copy(rpm)));
        for (int i = 0; i < rpms.size(); i++) {
            if (refused.get(i).isPresent()) {
                return Attempt.stopped(
                        Step.PUBLISH,
                        new Cause.CommandFailed(names.get(i) + " can't be signed: "
                                + refused.get(i).get()));
            }
        }
        return Attempt.done(rpms.stream().map(this::copy).toList());
    }

    private Path copy(Path rpm) {
        return folder.resolve(rpm.getFileName());
    }

    @Override
    public void close() throws OutsideFailure {
        try {
            try (DirectoryStream<Path> copies = Files.newDirectoryStream(folder)) {
                for (Path copy : copies) {
                    Files.delete(copy);
                }
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new OutsideFailure("can't remove " + folder + ": " + e, true, e);
        }
    }
}
