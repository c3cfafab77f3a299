# What the scripts of this folder share. Sourced, never run.
# shellcheck shell=bash disable=SC2034 # the scripts that source it use what it sets

# No log line of ours may end up in a value that a script prints on stdout.
say() { printf '%s\n' "$*" >&2; }
die() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# The folder of this file, and the repository.
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
repository=$(cd -- "$here/../.." && pwd -P)

# Everything that a run leaves goes below $state: clusters, links to the programs, throw-away krew roots.
state=${CONTROL_PLANE_DIR:-$repository/target/control-plane}
# Built programs are worth keeping between clones and runs: ten minutes of building.
cache=${CONTROL_PLANE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/kubectl-workloads/control-plane}
# Links to all programs; `build` writes it.
programs=$state/bin

# sha256 FILE...: as `sha256sum`, which macOS calls `shasum -a 256`.
sha256() {
  if command -v sha256sum >/dev/null; then
    sha256sum "$@"
  else
    shasum -a 256 "$@"
  fi
}

# cluster_name [NAME]: the default, or NAME if it can be a part of paths and of a context's name.
cluster_name() {
  local name=${1:-default}
  [[ $name =~ ^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$ ]] ||
    die "a cluster's name is up to 40 lower-case letters, digits and inner dashes, not '$name'"
  printf '%s\n' "$name"
}

# cluster_paths NAME: sets $home, where everything of that cluster is, and $kubeconfig.
cluster_paths() {
  home=$state/$1
  kubeconfig=$home/kubeconfig
}

# cluster_processes NAME: a line "PID PROGRAM" for each part of that cluster that runs, and for kwokctl while it starts them.
# Each of them names a file below the cluster's folder on its command line. Nobody else who is one of these programs does, so a
# recycled process id is never taken for ours.
cluster_processes() {
  ps -A -ww -o pid= -o args= | awk -v inside="$state/$1/" '
    { program = $2; sub(".*/", "", program) }
    program ~ /^(etcd|kube-apiserver|kube-controller-manager|kube-scheduler|kwok-controller|kwokctl)$/ && index($0, inside) { print $1, program }'
}

# stop_cluster NAME: ends what runs of it and removes what it left. There is nothing in it that an orderly end would save.
stop_cluster() {
  local pids
  while pids=$(cluster_processes "$1" | cut -d ' ' -f 1) && [[ -n $pids ]]; do
    # shellcheck disable=SC2086 # one word a process
    kill -KILL $pids 2>/dev/null || :
    sleep 0.05
  done
  rm -rf "${state:?}/$1"
}

# wait_until SECONDS COMMAND...: until the command succeeds; fails after so many seconds.
wait_until() {
  local until=$((SECONDS + $1))
  shift
  until "$@"; do
    [[ $SECONDS -lt $until ]] || return 1
    sleep 0.1
  done
}
