package penstock.require.answer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import penstock.require.Declared;
import penstock.require.file.RequirementFiles;
import penstock.require.python.MarkerEnvironment;
import penstock.require.spec.SpecSource;
import penstock.version.Evr;

/** Small specs of both styles, and what upstream and repositories say, in the shortest form. */
final class Specs {
    static final String STATIC = """
            %global pypi_name oslo.utils
            %global pkg_name oslo-utils
            %global with_doc 1

            Name:           python-oslo-utils
            Version:        XXX
            Release:        XXX
            Summary:        OpenStack Oslo Utility library
            License:        ASL 2.0
            BuildArch:      noarch

            BuildRequires:  git-core

            %description
            Requires: nothing, this is text

            %package -n python3-%{pkg_name}
            Summary:    OpenStack Oslo Utility library

            BuildRequires:  python3-devel
            BuildRequires:  python3-pbr
            BuildRequires:  python3-iso8601
            # test requirements
            BuildRequires:  python3-eventlet
            BuildRequires:  python3-oslotest
            BuildRequires:  python3-oslo-i18n
            BuildRequires:  python3-netaddr
            # Required to compile translation files
            BuildRequires:  python3-babel

            Requires:       python3-oslo-i18n >= 3.15.3
            Requires:       python3-oslo-config >= 2:5.1.0
            Requires:       python3-iso8601
            Requires:       python3-netaddr >= 0.7.18
            Requires:       python-%{pkg_name}-lang = %{version}-%{release}

            %description -n python3-%{pkg_name}
            Text.

            %if 0%{?with_doc}
            %package -n python-%{pkg_name}-doc
            Summary:    Documentation for the Oslo Utility library

            BuildRequires:  python3-sphinx
            BuildRequires:  python3-openstackdocstheme

            %description -n python-%{pkg_name}-doc
            Text.
            %endif

            %package -n python3-%{pkg_name}-tests
            Summary:    Tests for the Oslo Utility library

            Requires: python3-%{pkg_name} = %{version}-%{release}
            Requires: python3-eventlet
            Requires: python3-oslotest

            %description -n python3-%{pkg_name}-tests
            Text.

            %prep
            %autosetup -n %{pypi_name}-%{upstream_version} -S git
            %py_req_cleanup

            %build
            %{py3_build}

            %install
            %{py3_install}

            %check
            python3 setup.py test

            %files -n python3-%{pkg_name}
            %license LICENSE

            %if 0%{?with_doc}
            %files -n python-%{pkg_name}-doc
            %license LICENSE
            %endif

            %files -n python3-%{pkg_name}-tests
            %{python3_sitelib}/oslo_utils/tests

            %changelog
            """;

    static final String GENERATED = """
            %global excluded_brs doc8 bandit
            %global pkg_name oslo-log
            Name:           python-oslo-log
            Version:        XXX
            Release:        XXX
            Summary:        OpenStack Oslo Log library

            %package -n python3-%{pkg_name}
            Summary:        OpenStack Oslo Log library

            BuildRequires:  python3-devel
            BuildRequires:  pyproject-rpm-macros
            Requires:       python-%{pkg_name}-lang = %{version}-%{release}

            %description -n python3-%{pkg_name}
            Text.

            %package -n python3-%{pkg_name}-tests
            Summary:        Tests

            Requires:       python3-%{pkg_name} = %{version}-%{release}
            Requires:       python3-oslotest
            Requires:       python3-oslo-config >= 2:5.2.0

            %description -n python3-%{pkg_name}-tests
            Text.

            %description
            Text.

            %prep
            for pkg in %{excluded_brs}; do
              for reqfile in doc/requirements.txt test-requirements.txt; do
                if [ -f $reqfile ]; then
                  sed -i /^${pkg}.*/d $reqfile
                fi
              done
            done

            %generate_buildrequires
            %pyproject_buildrequires -t -e %{default_toxenv},docs

            %build
            %pyproject_wheel

            %install
            %pyproject_install

            %check
            %tox -e %{default_toxenv}

            %files -n python3-%{pkg_name}
            %license LICENSE

            %files -n python3-%{pkg_name}-tests
            %{python3_sitelib}/oslo_log/tests

            %changelog
            """;

    static final Target TARGET = Target.of(MarkerEnvironment.linux("3.9.18", "x86_64"), true);

    private Specs() {}

    static SpecSource spec(String text) {
        return SpecSource.read("python-x.spec", text);
    }

    static Check check(Repository... repositories) {
        return new Check(TARGET, Names.usual(), Provided.of(List.of(repositories)));
    }

    /** What requirements.txt declares that has these lines. */
    static List<Declared> runtime(String... lines) {
        return declared("requirements.txt", lines);
    }

    static List<Declared> tests(String... lines) {
        return declared("test-requirements.txt", lines);
    }

    static List<Declared> docs(String... lines) {
        return declared("doc/requirements.txt", lines);
    }

    static List<Declared> declared(String file, String... lines) {
        byte[] bytes = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        return RequirementFiles.read(path -> path.equals(file) ? Optional.of(bytes) : Optional.empty())
                .declarations()
                .all();
    }

    /** The lines that come and go, as {@code -12 text}, {@code +12 text}: with the number of the hunk's line on its side. */
    static List<String> changes(Check check, String text, List<Declared> declared) {
        return check.patch(spec(text), declared)
                .diff("a.spec")
                .lines()
                .skip(2)
                .filter(line -> line.startsWith("+") || line.startsWith("-"))
                .toList();
    }

    /** {@code python3-six 1.16.0-1}, providing itself and {@code python3dist(six) = 1.16.0}; the rest are its requirements. */
    static Packaged python(String name, String evr, String... requires) {
        Evr version = Evr.parse(evr);
        String dist = name.substring(name.indexOf('-') + 1);
        RpmDependency.Sign equal = RpmDependency.Sign.EQUAL;
        return new Packaged(
                name,
                version,
                "python-" + dist,
                List.of(
                        new RpmDependency(name, equal, version),
                        new RpmDependency("python3dist(" + dist + ")", equal, new Evr("0", version.version(), "")),
                        new RpmDependency("python3.9dist(" + dist + ")", equal, new Evr("0", version.version(), ""))),
                Arrays.stream(requires).map(RpmDependency::parse).toList(),
                List.of());
    }

    static Repository label(String name, Packaged... packages) {
        return Repository.of(name, true, List.of(packages));
    }

    static Repository dependencies(String name, Packaged... packages) {
        return Repository.of(name, false, List.of(packages));
    }
}
