# shellcheck shell=bash
# Sourced by the scripts beside it: where the repository is, and a .NET build that leaves no server behind.
REPOSITORY="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
export REPOSITORY
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 UseSharedCompilation=false
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false
export PATH="$PATH:/usr/sbin:/sbin"
CONFIGURATION=Release
export CONFIGURATION

say() { printf '== %s\n' "$*"; }

# What every script closes with, and the exit code that goes with it.
close() {
  printf '%d passed, %d failed\n' "$1" "$2"
  if (($2 > 0)); then exit 1; fi
  exit 0
}
