package penstock.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** The rules that only sources show (A1): ceilings of size, and what every package and text must or must not have. */
class SourceRulesTest {
    private static final int LINES_OF_A_FILE = 500;
    private static final int LINES_OF_A_METHOD = 50;
    private static final int COMPONENTS = 7;
    private static final Pattern UNWANTED = Pattern.compile(
            "\\b(TODO|FIXME|XXX:)|@Disabled|\\bThread\\.sleep\\(|\\.printStackTrace\\(\\)|org\\.mockito");
    private static final Pattern SUPPRESSION = Pattern.compile("@SuppressWarnings");
    private static final Pattern COMMENT = Pattern.compile("\\s*(//|\\*|/\\*)");

    private final List<String> broken = new ArrayList<>();

    @Test
    void classesMethodsAndRecordsAreSmall() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            var task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources()));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                new Sizes(unit).scan(unit, positions);
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIs() throws IOException {
        for (Path folder : sources().stream().map(Path::getParent).distinct().toList()) {
            Path info = folder.resolve("package-info.java");
            if (folder.toString().contains("src/main")
                    && (!Files.exists(info) || !Files.readString(info).contains("@NullMarked"))) {
                broken.add(folder + ": no package-info.java with @NullMarked");
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void nothingIsLeftForLater() throws IOException {
        for (Path file : sources()) {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                if (!file.endsWith("SourceRulesTest.java")
                        && UNWANTED.matcher(lines.get(i)).find()) {
                    broken.add(file + ":" + (i + 1) + ": " + lines.get(i).strip());
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    /** A reason is a comment on the line itself or right above it. */
    @Test
    void everySuppressedWarningHasAReason() throws IOException {
        for (Path file : sources()) {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                boolean reason = lines.get(i).contains("//")
                        || (i > 0 && COMMENT.matcher(lines.get(i - 1)).lookingAt());
                if (!file.endsWith("SourceRulesTest.java")
                        && SUPPRESSION.matcher(lines.get(i)).find()
                        && !reason) {
                    broken.add(file + ":" + (i + 1) + ": " + lines.get(i).strip());
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    /** All Java sources of the project, tests too; surefire runs in the module's folder. */
    private static List<Path> sources() throws IOException {
        Path root = Path.of("..").toAbsolutePath().normalize();
        List<Path> found = new ArrayList<>();
        for (String module : List.of("core", "engine", "edge", "app", "bench")) {
            Path src = root.resolve(module).resolve("src");
            if (Files.isDirectory(src)) {
                try (Stream<Path> walk = Files.walk(src)) {
                    walk.filter(path -> path.toString().endsWith(".java")).forEach(found::add);
                }
            }
        }
        assertThat(found).hasSizeGreaterThan(20);
        return found;
    }

    /** Notes every unit that is over a ceiling. Lines of a method count from its first annotation to its closing brace. */
    private final class Sizes extends TreeScanner<Object, SourcePositions> {
        private final CompilationUnitTree unit;

        Sizes(CompilationUnitTree unit) {
            this.unit = unit;
        }

        @Override
        public Object visitCompilationUnit(CompilationUnitTree tree, SourcePositions positions) {
            note(line(positions.getEndPosition(unit, tree)), LINES_OF_A_FILE, "lines", "the file");
            return super.visitCompilationUnit(tree, positions);
        }

        @Override
        public Object visitClass(ClassTree tree, SourcePositions positions) {
            if (tree.getKind() == Tree.Kind.RECORD) {
                long components = tree.getMembers().stream()
                        .filter(member -> member instanceof VariableTree field
                                && !field.getModifiers().getFlags().contains(Modifier.STATIC))
                        .count();
                note(components, COMPONENTS, "components", "record " + tree.getSimpleName());
            }
            return super.visitClass(tree, positions);
        }

        @Override
        public Object visitMethod(MethodTree tree, SourcePositions positions) {
            long lines = line(positions.getEndPosition(unit, tree)) - line(positions.getStartPosition(unit, tree)) + 1;
            note(lines, LINES_OF_A_METHOD, "lines", "method " + tree.getName());
            if (tree.getName().contentEquals("<init>")) {
                note(tree.getParameters().size(), COMPONENTS, "parameters", "a constructor");
            }
            return super.visitMethod(tree, positions);
        }

        private long line(long position) {
            return position < 0 ? 0 : unit.getLineMap().getLineNumber(position);
        }

        private void note(long size, int ceiling, String unitOfSize, String what) {
            if (size > ceiling) {
                broken.add("%s: %s has %d %s, at most %d are allowed"
                        .formatted(unit.getSourceFile().getName(), what, size, unitOfSize, ceiling));
            }
        }
    }
}
