# Sourced by the launchers of controller and simulator: which Java, is the jar fresh, where may
# natives unpack. Standard output belongs to the program, so everything here speaks on stderr.

# What the controller runs with in production; the simulator starts its controller the same way.
# Why these: docs/adr/0009-production-flags.md, measured by `tower-sim bench footprint`.
# An exhausted heap ends the process: the drives' node guard stops the axes and systemd restarts.
: "${TOWER_JAVA_FLAGS:=-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xms24m -Xmx40m -Xmn8m -XX:MetaspaceSize=40m -XX:SweeperThreshold=100 -XX:+ExitOnOutOfMemoryError}"
export TOWER_JAVA_FLAGS

die() {
  echo "${0##*/}: $1" >&2
  exit 2
}

is_java_25() {
  [ -x "$1/bin/java" ] && grep -qs '^JAVA_VERSION="25[."]' "$1/release"
}

# Prints the home of a Java 25; the machine's default may be another one.
java_home() {
  local home
  for home in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
    if [ -n "$home" ] && is_java_25 "$home"; then
      echo "$home"
      return
    fi
  done
  home=$(command -v java) && home=$(dirname "$(dirname "$(readlink -f "$home")")")
  if [ -n "$home" ] && is_java_25 "$home"; then
    echo "$home"
    return
  fi
  die "found no Java 25; install it (Debian 13: apt-get install openjdk-25-jre-headless, to build openjdk-25-jdk-headless) or point JAVA_HOME to one"
}

# stale JAR STAMP SOURCE...: is a source newer than both the jar and the last build from here?
# A build that finds nothing to do leaves the jar's time alone, hence the stamp.
stale() {
  local jar=$1 stamp=$2 reference=$1
  shift 2
  [ -f "$jar" ] || return 0
  [ "$stamp" -nt "$jar" ] && reference=$stamp
  [ -n "$(find "$@" -newer "$reference" -print -quit)" ]
}

# build_if_stale ROOT MODULE: packages a module of the source tree, one launcher at a time.
build_if_stale() {
  local root=$1 module=$2
  local jar=$root/$module/target/tower-$module.jar stamp=$root/$module/target/launcher.stamp
  local sources=("$root/pom.xml" "$root"/{controller,"$module"}/pom.xml)
  # The schemas are resources of the controller.
  sources+=("$root"/{controller,"$module"}/src/main "$root/config/schema")
  stale "$jar" "$stamp" "${sources[@]}" || return 0
  command -v mvn >/dev/null || die "needs Maven to build $jar (Debian: apt-get install maven)"
  (
    flock 9
    stale "$jar" "$stamp" "${sources[@]}" || exit 0
    echo "${0##*/}: building $module" >&2
    mkdir -p "$root/$module/target"
    touch "$stamp.begun"
    mvn -f "$root/pom.xml" -B -ntp -q -Dmaven.test.skip=true -pl "$module" -am package >&2 9<&- &&
      mv "$stamp.begun" "$stamp"
  ) 9<"$root/pom.xml" || die "the build failed"
}

# native_folder FALLBACK: prints a private folder that libraries may unpack native code into and
# run it from. /run is often mounted noexec, so the first candidate is not always the one.
native_folder() {
  local base probe
  for base in "${RUNTIME_DIRECTORY:-}" "${CACHE_DIRECTORY:-}" "${XDG_RUNTIME_DIR:-}" "$1"; do
    [ -n "$base" ] && [ -d "$base" ] && [ -w "$base" ] || continue
    mkdir -p -m 700 "$base/tower-native" 2>/dev/null && [ -O "$base/tower-native" ] || continue
    probe=$(mktemp "$base/tower-native/probe.XXXXXX") || continue
    printf '#!/bin/sh\n' >"$probe" && chmod 700 "$probe"
    if "$probe" 2>/dev/null; then
      rm -f "$probe"
      echo "$base/tower-native"
      return
    fi
    rm -f "$probe"
  done
  mktemp -d
}

# run_java JAR FLAGS FALLBACK ARGUMENT...: becomes the program.
run_java() {
  local jar=$1 flags=$2 fallback=$3 home natives
  shift 3
  home=$(java_home)
  natives=$(native_folder "$fallback")
  # The flags are words on purpose.
  # shellcheck disable=SC2086
  exec "$home/bin/java" $flags --enable-native-access=ALL-UNNAMED \
    -Djava.io.tmpdir="$natives" -Dorg.sqlite.tmpdir="$natives" -jar "$jar" "$@"
}
