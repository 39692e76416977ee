"""What the containers of deploy/container may do, asked of them: `python -m tests.production.containers`.

Here belongs asking a stack that `podman-compose up -d` has started on this machine. Not here: building it,
what its files alone tell (`test_container_files`).
"""

import subprocess
import sys

SERVICES = {
    "code": {"/var/lib/cchc/lake", "/var/lib/cchc/warehouse", "/var/lib/cchc/dagster"},
    "daemon": set[str](),
    "webserver": set[str](),
    "view": set[str](),
    "digest": set[str](),
    "backup": {"/var/backups/cchc"},
    "database": set[str](),
    "pages": set[str](),
}
OFFLINE = {"code", "daemon", "backup", "database"}
USERS = {"database": "10002", "pages": "33"}
CHECKED = ("database", "code", "daemon", "webserver", "view")
_PROBE = """
id -u
grep CapEff /proc/1/status | cut -f2
grep NoNewPrivs /proc/1/status | cut -f2
tail -n +2 /proc/net/route | wc -l
for place in / /etc /opt/cchc /srv/cchc/reports /var/lib/cchc/* /var/backups/cchc; do
    if [ -d "$place" ] && touch "$place/.probe" 2>/dev/null; then rm "$place/.probe"; echo "$place"; fi
done
"""


def podman(*words: str) -> str:
    """What podman answers; CalledProcessError if it fails."""
    return subprocess.run(["podman", *words], check=True, capture_output=True, text=True).stdout


def findings(name: str) -> list[str]:
    """What is not as it should be in one container."""
    user, rights, confined, routes, *writable = podman("exec", f"cchc_{name}_1", "sh", "-c", _PROBE).split()
    found = {
        "its user": (user, USERS.get(name, "10001")),
        "its capabilities": (rights, "0" * 16),
        "no new privileges": (confined, "1"),
        "a network": (routes != "0", name not in OFFLINE),
        "what it writes": (set(writable), SERVICES[name]),
    }
    return [
        f"{name}: {what}: expected {told}, found {seen}"
        for what, (seen, told) in found.items()
        if seen != told
    ]


def is_well(name: str) -> bool:
    """Whether the container's own health check passes."""
    return subprocess.run(["podman", "healthcheck", "run", f"cchc_{name}_1"], check=False).returncode == 0


def main() -> int:
    """Print what is wrong; 0 if nothing is."""
    wrong = [line for name in SERVICES for line in findings(name)]
    ill = [name for name in CHECKED if not is_well(name)]
    wrong += [f"{name}: expected it to be well, found it is not: podman logs cchc_{name}_1" for name in ill]
    sys.stdout.write(
        "".join(f"{line}\n" for line in wrong) + f"{len(SERVICES)} containers, {len(wrong)} wrong\n"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
