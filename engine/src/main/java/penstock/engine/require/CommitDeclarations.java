package penstock.engine.require;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import penstock.engine.port.OutsideFailure;
import penstock.require.file.FileSource;
import penstock.require.file.RequirementFiles;

/** Reads what commits declare; the latest are kept, as one commit's parent is another one's child. */
final class CommitDeclarations {
    private static final int KEPT = 64;

    private final Files files;
    private final SequencedMap<String, RequirementFiles.Reading> kept = new LinkedHashMap<>();

    CommitDeclarations(Files files) {
        this.files = files;
    }

    /** Where files are read: those of {@link FileSource}, of any commit. */
    interface Files {
        Optional<byte[]> read(String commit, String path) throws OutsideFailure;
    }

    RequirementFiles.Reading of(String commit) throws OutsideFailure {
        RequirementFiles.Reading known = kept.remove(commit);
        RequirementFiles.Reading reading = known == null ? read(commit) : known;
        kept.putLast(commit, reading);
        if (kept.size() > KEPT) {
            kept.pollFirstEntry();
        }
        return reading;
    }

    private RequirementFiles.Reading read(String commit) throws OutsideFailure {
        try {
            return RequirementFiles.read(path -> file(commit, path));
        } catch (Unread unread) {
            throw unread.failure;
        }
    }

    private Optional<byte[]> file(String commit, String path) {
        try {
            return files.read(commit, path);
        } catch (OutsideFailure failure) {
            throw new Unread(failure);
        }
    }

    /** Carries a failure through the readers, which know of none. */
    private static final class Unread extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final OutsideFailure failure;

        Unread(OutsideFailure failure) {
            super(failure);
            this.failure = failure;
        }
    }
}
