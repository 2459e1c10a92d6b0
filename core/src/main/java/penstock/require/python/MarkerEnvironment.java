package penstock.require.python;

import org.jspecify.annotations.Nullable;

/**
 * The Python that a marker is asked for: that of a target, not of this machine.
 *
 * @param fullVersion {@code python_full_version}, such as 3.12.3; {@code python_version} is its first two numbers
 * @param extra the extra that is asked for; empty for none
 */
public record MarkerEnvironment(String fullVersion, Implementation implementation, Platform platform, String extra) {
    /**
     * Which Python it is.
     *
     * @param name {@code implementation_name}, such as cpython
     * @param version {@code implementation_version}
     * @param title {@code platform_python_implementation}, such as CPython
     */
    public record Implementation(String name, String version, String title) {}

    /**
     * What it runs on.
     *
     * @param osName {@code os_name}, such as posix
     * @param sysPlatform {@code sys_platform}, such as linux
     * @param system {@code platform_system}, such as Linux
     * @param machine {@code platform_machine}, such as x86_64
     * @param release {@code platform_release}: of the kernel
     * @param version {@code platform_version}: of the kernel
     */
    public record Platform(
            String osName, String sysPlatform, String system, String machine, String release, String version) {}

    /** CPython of this version on Linux; of the kernel nothing is known, so that its two texts are empty. */
    public static MarkerEnvironment linux(String fullVersion, String machine) {
        return new MarkerEnvironment(
                fullVersion,
                new Implementation("cpython", fullVersion, "CPython"),
                new Platform("posix", "linux", "Linux", machine, "", ""),
                "");
    }

    /** The same Python, asked for what one of a project's extras needs. */
    public MarkerEnvironment withExtra(String name) {
        return new MarkerEnvironment(fullVersion, implementation, platform, name);
    }

    /** The value of a variable of PEP 508; null when there is none of this name. */
    @Nullable
    String value(String variable) {
        return switch (variable) {
            case "python_version" -> shortVersion();
            case "python_full_version" -> fullVersion;
            case "implementation_name" -> implementation.name;
            case "implementation_version" -> implementation.version;
            case "platform_python_implementation" -> implementation.title;
            case "os_name" -> platform.osName;
            case "sys_platform" -> platform.sysPlatform;
            case "platform_system" -> platform.system;
            case "platform_machine" -> platform.machine;
            case "platform_release" -> platform.release;
            case "platform_version" -> platform.version;
            case "extra" -> extra;
            default -> null;
        };
    }

    private String shortVersion() {
        int first = fullVersion.indexOf('.');
        int second = fullVersion.indexOf('.', first + 1);
        return first < 0 || second < 0 ? fullVersion : fullVersion.substring(0, second);
    }
}
