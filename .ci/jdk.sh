# Finds a JDK; sourced by the launcher and by the scripts beside it. find_jdk sets $jdk to the home of a JDK 25, the first of
# JAVA_HOME, the PATH and the usual folders; where there is none it is empty, and $newer and $newer_version say which newer one
# was found first.

jdk='' newer='' newer_version=''

# Sets $version to the major version of the JDK in folder $1, or to 0.
version_of() {
  version=0
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 0
  local line
  if [ -r "$1/release" ]; then
    while IFS= read -r line || [ -n "$line" ]; do
      case $line in JAVA_VERSION=*) version=${line#*=} ;; esac
    done <"$1/release"
  else
    version=$("$1/bin/javac" -version 2>&1) || version=0
    version=${version#javac }
  fi
  version=${version//\"/}
  version=${version%%[!0-9]*}
  version=${version:-0}
}

consider() {
  [ -z "$jdk" ] && [ -n "$1" ] || return 0
  version_of "$1"
  if [ "$version" -eq 25 ]; then
    jdk=$1
  elif [ "$version" -gt 25 ] && [ -z "$newer" ]; then
    newer=$1 newer_version=$version
  fi
}

find_jdk() {
  consider "${JAVA_HOME:-}"
  local on_path link folder
  if [ -z "$jdk" ] && on_path=$(command -v javac); then
    while [ -L "$on_path" ]; do
      link=$(readlink "$on_path")
      case $link in
        /*) on_path=$link ;;
        *) on_path=${on_path%/*}/$link ;;
      esac
    done
    on_path=${on_path%/*}
    consider "${on_path%/*}"
  fi
  if [ -z "$jdk" ]; then
    for folder in /usr/lib/jvm/* /usr/java/* /usr/local/java/* /usr/local/lib/jvm/* /opt/* /opt/java/* /opt/jdk/* \
      "${HOME:-/}"/.sdkman/candidates/java/* "${HOME:-/}"/.jdks/* "${HOME:-/}"/.local/share/mise/installs/java/* \
      /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME:-/}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
      /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
      /home/linuxbrew/.linuxbrew/opt/openjdk*/libexec \
      /opt/hostedtoolcache/Java_*_jdk/25*/* "${JAVA_HOME_25_X64:-}" "${JAVA_HOME_25_ARM64:-}"; do
      consider "$folder"
    done
  fi
}
