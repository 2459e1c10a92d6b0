package penstock.require.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import penstock.require.Declarations;

/** A1 of setup.py: literals are read, nothing is run, and what is not read is said. */
class SetupPyTest {
    @Test
    void readsLiterals() {
        Declarations read = Trees.read("setup.py", """
                #!/usr/bin/env python
                from setuptools import setup
                BASE = ['six>=1.0',  # why
                        "wrapt" '>=2']
                tests = ("pytest",)
                EXTRAS = {'doc': ['sphinx'], ':python_version<"3"': ['futures']}
                EXTRAS['all'] = BASE + list(tests)
                BASE += ['a']
                BASE.append('b')
                BASE.extend(('c', u'd'))
                setup(
                    name='x',
                    version=get_version(),
                    install_requires=BASE + [
                        r"e; python_version>'3'",
                    ],
                    tests_require=tests,
                    setup_requires='pbr>=2\\nsetuptools',
                    extras_require=EXTRAS,
                    packages=find_packages(exclude=['x']))
                """);
        assertThat(Trees.lines(read))
                .containsExactly(
                        "3 runtime: six>=1.0",
                        "3 extra all: six>=1.0",
                        "4 runtime: wrapt>=2",
                        "4 extra all: wrapt>=2",
                        "5 test: pytest",
                        "5 extra all: pytest",
                        "6 extra doc: sphinx",
                        "6 runtime: futures; python_version < \"3\"",
                        "8 runtime: a",
                        "9 runtime: b",
                        "10 runtime: c",
                        "10 runtime: d",
                        "15 runtime: e; python_version > \"3\"",
                        "18 build system: pbr>=2",
                        "18 build system: setuptools");
        assertThat(read.problems()).isEmpty();
    }

    @Test
    void saysWhatItCannotKnow() {
        Declarations read = Trees.read("setup.py", """
                import sys
                from setuptools import setup
                reqs = ['a', 'b' + VERSION, 'c%s' % x, f'd{y}']
                if sys.version_info < (3,):
                    reqs.append('futures')
                extras = {'x': [name for name in reqs], KEY: ['z'], 'ok': ['fine']}
                if __name__ == '__main__':
                    setup(
                        install_requires=reqs + read('more.txt'),
                        tests_require=open('test.txt').read().splitlines(),
                        extras_require=extras,
                        **more)
                """);
        assertThat(Trees.lines(read)).containsExactly("3 runtime: a", "6 extra ok: fine");
        assertThat(Trees.problems(read)).allMatch(line -> line.endsWith("this can't be read without running it"));
        assertThat(Trees.problemLines(read)).contains(3, 9, 10, 6, 12);
    }

    @Test
    void conditionsAndComputedArgumentsAreSaid() {
        Declarations read = Trees.read("setup.py", """
                from setuptools import setup
                reqs = ['a']
                if old:
                    reqs.append('futures')
                kw = dict(install_requires=['not seen'])
                more = {'tests_require': ['t']}
                setup(install_requires=reqs, **more)
                """);
        assertThat(Trees.lines(read)).containsExactly("2 runtime: a", "6 test: t");
        assertThat(Trees.problemLines(read)).containsExactly(4);
    }

    @Test
    void noCallAtAllIsSaid() {
        assertThat(Trees.problems(Trees.read("setup.py", "import x\nx.main()\n")))
                .containsExactly("1 warning: no call of setup() is found");
        assertThat(Trees.read("setup.py", "").problems()).isEmpty();
    }

    @Test
    void endsOnHostileText() {
        String doubling = "a = ['x', 'y']\n" + "a = a + a\n".repeat(100);
        String text = "s = 'x'\n" + "s = s + s\n".repeat(100);
        String nested = "b = " + "[".repeat(20_000) + "\n";
        String crossed = "c = ".concat("[(".repeat(1_000)).concat("])".repeat(1_000)) + "\n";
        Declarations read = Trees.read(
                "setup.py", doubling + text + crossed + "setup(setup_requires=['ok'], install_requires=a)\n" + nested);
        assertThat(Trees.lines(read)).contains("204 build system: ok");
    }
}
