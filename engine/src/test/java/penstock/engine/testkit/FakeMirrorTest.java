package penstock.engine.testkit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import penstock.engine.port.Mirror;

/** B3: the fake keeps the contract that it stands in for. */
class FakeMirrorTest extends MirrorContract {
    private final FakeMirror mirror = new FakeMirror();
    private int made;

    @Override
    protected Mirror mirror() {
        return mirror;
    }

    @Override
    protected ScriptedRepository repository() {
        made++;
        return new Scripted(mirror.repository("https://git.example.org/r" + made));
    }

    record Scripted(FakeRepository repository) implements ScriptedRepository {
        @Override
        public String url() {
            return repository.url();
        }

        @Override
        public String add(List<String> parents, String message, Map<String, String> files, Instant committed) {
            return repository.add(parents, message, files, committed).id();
        }

        @Override
        public void branch(String name, String commit) {
            repository.branch(name, commit);
        }

        @Override
        public void tag(String name, String commit) {
            repository.tag(name, commit);
        }

        @Override
        public String addEntry(String parent, int mode, String path, String content) {
            repository.branch("scratch", parent);
            String made = repository
                    .commitEntry("scratch", "entry", mode, path, content)
                    .id();
            repository.delete("refs/heads/scratch");
            return made;
        }

        @Override
        public void delete(String ref) {
            repository.delete(ref);
        }
    }
}
