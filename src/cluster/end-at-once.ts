import { FAILED, inNode } from './in-node.ts'
import { LEARNER } from './kubectl.ts'
import type { Pod } from './objects.ts'
import type { Address } from './start.ts'

/**
 * Freezes the Pods, deletes them as the learner, kills all their processes, and thaws the rest. Between the
 * order and the end nothing runs in them, neither a preStop hook nor a SIGTERM handler. A process that does
 * not freeze within two seconds (it waits for a disk) is killed anyway.
 */
const END = `
  at=/sys/fs/cgroup
  [ -e $at/cgroup.controllers ] && v2=yes || { v2= at=$at/freezer; }
  namespace=$1 learner=$2
  shift 2
  names= groups=
  for pod; do
    own=$(groups_of "\${pod#*/}")
    [ -n "$own" ] || { [ "$pod" != "$1" ] || echo '${FAILED}the node does not run this Pod' >&2; continue; }
    names="$names \${pod%/*}" groups="$groups $own"
  done
  freeze() {
    for group in $groups; do
      if [ $v2 ]; then echo $1 >"$group/cgroup.freeze"; else echo $2 >"$group/freezer.state"; fi
    done 2>/dev/null
  }
  is_frozen() {
    if [ $v2 ]; then
      case $(cat "$1/cgroup.events") in *'frozen 1'*) return 0 ;; esac
      return 1
    fi
    read -r state <"$1/freezer.state" && [ "$state" = FROZEN ]
  }
  freeze 1 FROZEN
  tries=0
  for group in $groups; do
    until is_frozen "$group" || [ $tries -ge 40 ]; do tries=$((tries + 1)); sleep 0.05; done
  done
  [ -z "$names" ] || kubectl --as "$learner" --as-group system:authenticated --namespace "$namespace" \\
    delete pod $names --grace-period=1 --wait=false --ignore-not-found || echo '${FAILED}cannot delete' >&2
  for group in $groups; do
    [ -e "$group/cgroup.kill" ] && echo 1 >"$group/cgroup.kill" && continue
    find "$group" -name cgroup.procs | while read -r list; do
      while read -r id; do kill -9 "$id"; done <"$list"
    done
  done 2>/dev/null
  freeze 0 THAWED`

/**
 * Deletes Pods of a Namespace as the learner, all at the same moment and without grace. Pods after the first
 * are left alone if they do not run yet. Throws if the node cannot do it, or does not run the first.
 */
export async function endAtOnce(
  address: Pick<Address, 'container'>,
  namespace: string,
  pods: Pod[],
): Promise<void> {
  const named = pods.map(({ metadata }) => `${metadata.name}/${metadata.uid}`)
  await inNode(address, END, [namespace, LEARNER, ...named])
}
