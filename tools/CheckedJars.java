import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.ConstantPoolSharingOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/**
 * Gives the classes of libraries that were compiled for Java 5 or older the form of Java 6, by adding the stack maps
 * (JVMS 4.10.1) that it asks for. Without them the JVM works out the types of all their code at every start, and leaves them out of the cache that
 * {@code ./penstock} starts from. Their code stays the same. Run by {@code ./penstock} as {@code java CheckedJars.java JAR...}; jars without such
 * classes are left alone.
 */
public final class CheckedJars {
    private static final int FIRST_CHECKED_BY_MAPS = ClassFile.JAVA_7_VERSION;

    private CheckedJars() {}

    public static void main(String[] args) throws IOException {
        for (String arg : args) {
            Path jar = Path.of(arg);
            Path made = jar.resolveSibling(jar.getFileName() + ".new");
            try (JarFile file = new JarFile(jar.toFile(), false)) {
                if (file.stream().noneMatch(entry -> isOld(file, entry))) {
                    continue;
                }
                try (OutputStream to = Files.newOutputStream(made)) {
                    rewrite(file, to);
                }
            }
            Files.move(made, jar, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void rewrite(JarFile from, OutputStream out) throws IOException {
        ClassFile form = ClassFile.of(
                StackMapsOption.GENERATE_STACK_MAPS,
                ConstantPoolSharingOption.NEW_POOL,
                ClassHierarchyResolverOption.of(classesOf(from)));
        try (JarOutputStream to = new JarOutputStream(out)) {
            Enumeration<JarEntry> entries = from.entries();
            while (entries.hasMoreElements()) {
                JarEntry entry = entries.nextElement();
                byte[] content = bytes(from, entry);
                if (isOld(from, entry)) {
                    content = form.transformClass(form.parse(content), toVersion(FIRST_CHECKED_BY_MAPS));
                }
                JarEntry copy = new JarEntry(entry.getName());
                copy.setTime(entry.getTime());
                to.putNextEntry(copy);
                to.write(content);
                to.closeEntry();
            }
        }
    }

    private static ClassTransform toVersion(int major) {
        return ClassTransform.endHandler(builder -> builder.withVersion(major, 0));
    }

    /** Who extends whom, which decides what type two branches of code have in common: the jar's own classes, then the JDK's. */
    private static ClassHierarchyResolver classesOf(JarFile jar) {
        return ClassHierarchyResolver.ofResourceParsing((ClassDesc type) -> {
                    String descriptor = type.descriptorString();
                    JarEntry entry = jar.getJarEntry(descriptor.substring(1, descriptor.length() - 1) + ".class");
                    return entry == null ? null : open(jar, entry);
                })
                .orElse(ClassHierarchyResolver.defaultResolver());
    }

    /** A class file begins with its magic number, four bytes, then the minor and the major version, two bytes each. */
    private static boolean isOld(JarFile jar, JarEntry entry) {
        if (!entry.getName().endsWith(".class")) {
            return false;
        }
        byte[] content = bytes(jar, entry);
        return (Byte.toUnsignedInt(content[6]) << 8 | Byte.toUnsignedInt(content[7])) < FIRST_CHECKED_BY_MAPS;
    }

    private static byte[] bytes(JarFile jar, JarEntry entry) {
        try (InputStream in = open(jar, entry)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(JarFile jar, JarEntry entry) {
        try {
            return jar.getInputStream(entry);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
