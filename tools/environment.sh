# Sourced by ../penstock and ../check: finds a JDK, starts Maven on it, installs Debian packages. Bash only, and the part that
# every start runs (find_jdk) starts no process.

readonly jdk_wanted=25

# What Penstock runs at all (an ordinary user needs what hands out its range of ids), and what only its tests need.
debian_packages=(bubblewrap ca-certificates dnf git mmdebstrap rpm)
(( EUID == 0 )) || debian_packages+=(uidmap)
readonly debian_packages
readonly debian_packages_for_tests=(chromium createrepo-c curl dnf-plugins-core gnupg patch postgresql puppet-agent puppet-lint python3 python3-installer python3-packaging python3-pbr python3-setuptools python3-wheel python3-yaml r10k rsync)

say() { printf '%s\n' "$*" >&2; }
die() { say "penstock: $*"; exit 4; }

# jdk_release DIR: sets `major` to the Java version of the JDK in DIR; fails when DIR holds none (a JRE has no javac).
jdk_release() {
  local line
  [[ -x $1/bin/javac && -r $1/release ]] || return 1
  while IFS= read -r line; do
    if [[ $line =~ ^JAVA_VERSION=\"([0-9]+) ]]; then major=${BASH_REMATCH[1]}; return 0; fi
  done < "$1/release"
  return 1
}

# find_jdk: sets and exports JAVA_HOME to the first JDK that is new enough: JAVA_HOME itself, the PATH, then the usual folders.
find_jdk() {
  local candidate major
  local -a candidates=("${JAVA_HOME:-}")
  while IFS= read -r candidate; do candidates+=("$candidate"); done < <(jdks_on_path)
  candidates+=(/usr/lib/jvm/* /usr/local/lib/jvm/* /usr/java/* /opt/* /usr/local/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/*)
  for candidate in "${candidates[@]}"; do
    [[ -n $candidate ]] || continue
    if jdk_release "$candidate" && (( major >= jdk_wanted )); then
      export JAVA_HOME=$candidate
      return 0
    fi
  done
  say "penstock: no JDK $jdk_wanted or newer was found (looked at JAVA_HOME, PATH, /usr/lib/jvm, /opt, ~/.sdkman, ~/.jdks)."
  say "          Install one, for example openjdk-$jdk_wanted-jdk where your Debian has it or Temurin $jdk_wanted from adoptium.net,"
  say "          or set JAVA_HOME to where it is unpacked."
  exit 4
}

jdks_on_path() {
  local found
  for found in $(type -ap javac); do
    found=$(readlink -f "$found")
    printf '%s\n' "${found%/bin/javac}"
  done
}

# maven ARG...: Maven on the JDK that was found. The first two options hush warnings about Maven 3's own libraries; the others let Error
# Prone into the compiler of Maven's own process, which is warm after the first module: a third less time than a compiler started
# for each. They are not in .mvn/jvm.config because an older JDK does not start with them, and would not say why.
maven() {
  local part opened=
  command -v mvn > /dev/null || die "mvn is not here; install it: apt-get install maven"
  for part in api code file main model parser processing tree util; do
    opened+=" --add-exports=jdk.compiler/com.sun.tools.javac.$part=ALL-UNNAMED"
  done
  for part in code comp; do opened+=" --add-opens=jdk.compiler/com.sun.tools.javac.$part=ALL-UNNAMED"; done
  # It lives for a minute or two: what the second compiler makes fast costs more than it saves.
  MAVEN_OPTS="-XX:TieredStopAtLevel=1 -XX:+UseSerialGC --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED$opened ${MAVEN_OPTS:-}" \
    mvn --batch-mode --no-transfer-progress -Dcompiler.fork=false "$@"
}

# with_progress LOG COMMAND...: runs a Maven command with its output in LOG and says which module it is at.
with_progress() {
  local log=$1 line
  shift
  "$@" 2>&1 | tee "$log" | while IFS= read -r line; do
    if [[ $line =~ Building\ (Penstock\ [a-z]+) ]]; then say "  ${BASH_REMATCH[1]}"; fi
  done
}

# maven_said LOG: what a reader needs of a failed run. Warnings are errors here, so they are shown too.
maven_said() {
  grep -E -A 2 '^\[(ERROR|WARNING)\]' "$1" \
    | grep -vE '^(--|\[INFO\])|Help 1|re-run Maven|For more information|After correcting|mvn <args>|^.ERROR. +.?at |^\[ERROR\] *$' | awk '!seen[$0]++' | head -n 60
}

# install_debian_packages PACKAGE...: installs those that are missing when root, otherwise prints the line that does it.
install_debian_packages() {
  local package
  local -a missing=()
  command -v dpkg-query > /dev/null || { say "penstock: this is no Debian; \`./penstock doctor\` says what is missing."; return 0; }
  for package in "$@"; do
    [[ $(dpkg-query -W -f='${db:Status-Status}' "$package" 2> /dev/null) == installed ]] || missing+=("$package")
  done
  (( ${#missing[@]} )) || return 0
  if (( EUID != 0 )); then
    say "penstock: Debian packages are missing. Run this once:"
    say "    sudo apt-get install -y --no-install-recommends ${missing[*]}"
    exit 4
  fi
  say "Installing Debian packages: ${missing[*]}"
  apt_install "${missing[@]}"
}

apt_install() {
  local log
  log=$(mktemp)
  export DEBIAN_FRONTEND=noninteractive
  local -a install=(apt-get install -y -q --no-install-recommends -o DPkg::Lock::Timeout=300)
  if ! "${install[@]}" "$@" < /dev/null > "$log" 2>&1; then
    say "  fetching the package lists first (apt-get update) ..."
    if ! { apt-get update -q -o DPkg::Lock::Timeout=300 && "${install[@]}" "$@"; } < /dev/null >> "$log" 2>&1; then
      tail -n 15 "$log" >&2
      die "these packages could not be installed; mend what apt says above (all of it: $log) and start again"
    fi
  fi
  rm -f "$log"
}
