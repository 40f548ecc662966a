import { inNode } from './in-node.ts'
import type { Pod } from './objects.ts'
import type { Address } from './start.ts'

/** A process of a Pod with sockets, as the node's kernel sees it: nothing in the Pod can forge it. */
export interface PodProcess {
  /** The uid of its Pod. */
  pod: string
  /** The id of its container, as in `containerStatuses[].containerID` behind the `://`. */
  container: string
  /** The program that it runs, by its path in the container. */
  program: string
  /** Whether that file is the image's own: not mounted over, not written by a process of the container. */
  isOfImage: boolean
  /** Which directory it works in, if the {@link Questions.marker} is there: device, inode and time of that file. */
  directory?: string | undefined
  /** Its values of the {@link Questions.variables}. */
  environment: Record<string, string>
  sockets: Socket[]
}

/** Further questions about the processes of an app. */
export interface Questions {
  /** A file by which a directory of the app's is known. */
  marker?: string
  /** Names of variables. */
  variables?: string[]
  /** The program, by the name of its file, that is not asked for them. */
  except?: string
}

/** A TCP socket that a process has open; addresses as hexadecimal `ADDRESS:PORT` of the kernel's table. */
export interface Socket {
  local: string
  remote: string
  isListening: boolean
}

/**
 * Prints a line a fact, of the processes that have sockets. What a Pod can name itself (a program's path) is printed last
 * on its line and without line ends; mount points are escaped by the kernel. Tables are cut, so that no Pod decides how
 * much is read.
 */
const FACTS = `
  at=/sys/fs/cgroup
  [ -e $at/cgroup.controllers ] || at=$at/freezer
  marker=$1 variables=$2 except=$3
  shift 3
  sockets_of() {
    stat -L -c '%n %i %F' "$@" 2>/dev/null | sed -n 's|^/proc/\\([0-9]*\\)/fd/[0-9]* \\([0-9]*\\) socket$|open \\1 \\2|p'
  }
  for uid; do
    networks=
    for container in $(groups_of "$uid" | sed 's|$|/*/|'); do
      container=\${container%/}
      name=\${container##*/}
      name=\${name#cri-containerd-}
      sockets=$(sockets_of $(sed 's|.*|/proc/&/fd/*|' "$container/cgroup.procs" 2>/dev/null))
      last=
      while read -r _ id _; do
        [ "$id" != "$last" ] && last=$id && program=$(readlink /proc/$id/exe) || continue
        echo "process $id $uid \${name%.scope}"
        case $program in *"
"*) program='?' ;; esac
        echo "program $id $program"
        sed -n "s/^[0-9]* [0-9]* [0-9:]* [^ ]* \\([^ ]*\\) .*/mount $id \\1/p" /proc/$id/mountinfo | head -n 200
        upper=$(sed -n 's/^[0-9]* [0-9]* [0-9:]* [^ ]* \\/ .*[ ,]upperdir=\\([^, ]*\\).*/\\1/p' /proc/$id/mountinfo)
        [ -n "$upper" ] && [ -e "$upper$program" ] && echo "written $id"
        [ -n "$marker" ] && [ -e "/proc/$id/cwd/$marker" ] && echo "directory $id $(stat -L -c %d:%i:%Y "/proc/$id/cwd/$marker")"
        case $program in */"$except") ;; *)
          [ -z "$variables" ] || head -c 65536 /proc/$id/environ | tr '\\0\\n' '\\n ' | sed -n "s/^\\($variables\\)=/given $id &/p" ;;
        esac
        # Most have the Pod's network; one that has made its own does not answer for the Pod.
        network=$(readlink /proc/$id/ns/net)
        case $networks in *"$network"*) continue ;; esac
        networks="$networks $network"
        for table in tcp tcp6; do
          sed -n "s/^ *[0-9]*: \\([0-9A-F:]*\\) \\([0-9A-F:]*\\) \\(0[1A]\\) [^ ]* [^ ]* [^ ]* *[0-9]* *[0-9]* \\([0-9]*\\) .*/socket $uid \\4 \\3 \\1 \\2/p" /proc/$id/net/$table | head -n 4000
        done
      done <<END
$sockets
END
      echo "$sockets"
    done
  done`

/** Looks at the processes of some Pods, from the node. Throws if the node cannot be asked. */
export async function processesOf(
  address: Pick<Address, 'container'>,
  pods: Pod[],
  { marker = '', variables = [], except = '' }: Questions = {},
): Promise<PodProcess[]> {
  const uids = pods.map(({ metadata }) => metadata.uid)
  return readFacts(await inNode(address, FACTS, [marker, variables.join('\\|'), except, ...uids]))
}

/** Reads the lines that the node printed. */
export function readFacts(text: string): PodProcess[] {
  const lines = text.split('\n').map((line) => line.split(' '))
  const of = (kind: string) => lines.filter(([first]) => first === kind)
  const by = (kind: string, id: string) => of(kind).filter((words) => words[1] === id)
  return of('process').map(([, id = '', pod = '', container = '']) => {
    const program = by('program', id)[0]?.slice(2).join(' ') ?? ''
    const mounts = by('mount', id).map((words) => words[2] ?? '')
    const inodes = new Set(by('open', id).map((words) => words[2]))
    const sockets = by('socket', pod).filter((words) => inodes.has(words[2]))
    return {
      pod,
      container,
      program,
      isOfImage: by('written', id).length === 0 && isOfRoot(program, mounts),
      directory: by('directory', id)[0]?.[2],
      environment: Object.fromEntries(by('given', id).map((words) => toVariable(words.slice(2).join(' ')))),
      sockets: sockets.map(([, , , state, local = '', remote = '']) => ({
        local: toIPv4(local),
        remote: toIPv4(remote),
        isListening: state === '0A',
      })),
    }
  })
}

/** A program that was replaced while it ran is shown as deleted. */
function isOfRoot(program: string, mounts: string[]): boolean {
  const lies = (mount: string) => mount !== '/' && `${program}/`.startsWith(`${mount.replace(/\/$/, '')}/`)
  return program.startsWith('/') && !program.endsWith(' (deleted)') && !mounts.some(lies)
}

function toVariable(text: string): [string, string] {
  const end = text.indexOf('=')
  return [text.slice(0, end), text.slice(end + 1)]
}

/** A program that listens for IPv6 too has its IPv4 connections in the other table, with a prefix. */
const toIPv4 = (address: string) => address.replace(/^0{16}F{4}0{4}(?=[0-9A-F]{8}:)/, '')

/** The port of an address in the kernel's table. */
export const portOf = (address: string) => Number.parseInt(address.split(':')[1] ?? '', 16)

/** The IPv4 address in the kernel's table, as people write it. */
export function hostOf(address: string): string {
  const bytes = (address.split(':')[0] ?? '').match(/../g) ?? []
  return bytes
    .reverse()
    .map((byte) => Number.parseInt(byte, 16))
    .join('.')
}
