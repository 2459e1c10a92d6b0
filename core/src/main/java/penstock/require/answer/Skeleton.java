package penstock.require.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import penstock.require.OnPuppet;
import penstock.require.OnPython;
import penstock.require.OnSystem;
import penstock.require.Requirement;
import penstock.require.python.PythonName;

/** A spec to begin a package with: what is known is filled in, what a person must find out is marked {@code UNKNOWN}. */
final class Skeleton {
    private Skeleton() {}

    static String of(Requirement requirement, Named named) {
        return switch (requirement) {
            case OnPython python -> python(python, named);
            case OnPuppet puppet -> puppet(puppet, named);
            case OnSystem system ->
                comment(system.written()) + "# No skeleton: a package of the distribution itself.\n";
        };
    }

    private static String comment(String written) {
        return "# Wanted because upstream asks for " + written.replace('\n', ' ') + "\n";
    }

    private static String python(OnPython python, Named named) {
        PythonName name = python.requirement().name();
        String suffix = named.rpm().startsWith("python3-") ? named.rpm().substring("python3-".length()) : named.rpm();
        String extras = python.extras().stream().map(one -> " -x " + one).collect(Collectors.joining());
        List<String> lines = new ArrayList<>();
        lines.add("%global pypi_name " + name.written());
        lines.add("%{!?upstream_version: %global upstream_version %{version}%{?milestone}}");
        lines.add("");
        lines.addAll(tags("python-" + suffix, "https://pypi.org/project/" + name.normalised() + "/"));
        lines.add("Source0:        %{pypi_source %{pypi_name}}");
        lines.add("BuildArch:      noarch");
        lines.addAll(List.of(
                "",
                "BuildRequires:  python3-devel",
                "BuildRequires:  pyproject-rpm-macros",
                "",
                "%description",
                "UNKNOWN",
                "",
                "%package -n python3-" + suffix,
                "Summary:        %{summary}",
                "",
                "%description -n python3-" + suffix,
                "UNKNOWN",
                "",
                "%prep",
                "%autosetup -n %{pypi_name}-%{upstream_version}",
                "",
                "%generate_buildrequires",
                "%pyproject_buildrequires" + extras,
                "",
                "%build",
                "%pyproject_wheel",
                "",
                "%install",
                "%pyproject_install",
                "",
                "%files -n python3-" + suffix,
                "# UNKNOWN: the license, and the modules' folder by its name",
                "%{python3_sitelib}/*",
                "",
                "%changelog",
                ""));
        return comment(python.written()) + String.join("\n", lines);
    }

    private static List<String> tags(String name, String url) {
        return List.of(
                "Name:           " + name,
                "Version:        XXX",
                "Release:        XXX",
                "Summary:        UNKNOWN",
                "License:        UNKNOWN",
                "URL:            " + url);
    }

    private static String puppet(OnPuppet puppet, Named named) {
        String module = puppet.name().substring(puppet.name().indexOf('-') + 1);
        String folder = "%{_datadir}/openstack-puppet/modules/" + module;
        List<String> lines = new ArrayList<>();
        lines.add("%{!?upstream_version: %global upstream_version %{version}%{?milestone}}");
        lines.addAll(tags(
                named.rpm(), "https://forge.puppet.com/modules/" + puppet.name().replace('-', '/')));
        lines.addAll(List.of(
                "Source0:        UNKNOWN",
                "BuildArch:      noarch",
                "",
                "Requires:       puppet",
                "",
                "%description",
                "Puppet module " + puppet.name(),
                "",
                "%prep",
                "%setup -q -n " + puppet.name() + "-%{upstream_version}",
                "",
                "%build",
                "",
                "%install",
                "install -d -m 0755 %{buildroot}" + folder + "/",
                "cp -rp * %{buildroot}" + folder + "/",
                "",
                "%files",
                folder + "/",
                "",
                "%changelog",
                ""));
        return comment(puppet.written()) + String.join("\n", lines);
    }
}
