import { inNode } from '../in-node.ts'

/** How the node lets the packets of its Pods through. */
export interface Way {
  /** Whether they cross a bridge, as they do in k3s. */
  isBridged: boolean
  /** The value of net.bridge.bridge-nf-call-iptables; nothing if the kernel has no such setting. */
  filtered?: string | undefined
}

const WAY = `
  for net in /sys/class/net/*; do [ -d "$net/bridge" ] && echo bridged; done
  cat /proc/sys/net/bridge/bridge-nf-call-iptables 2>/dev/null || true`

/** Asks a node how it forwards its Pods' packets; all fields are unset if it does not answer. */
export async function askWay(container: string): Promise<Way> {
  const words = (await inNode({ container }, WAY, []).catch(() => '')).split('\n')
  return { isBridged: words.includes('bridged'), filtered: words.find((word) => /^\d$/.test(word)) }
}

/**
 * The message for a Service that has not led from one Pod to another for this many seconds, with the remedy.
 */
export function whyNot({ isBridged, filtered }: Way, seconds: number): string {
  const fact = `In this cluster no Pod reaches another through a Service, ${seconds} s after both run.`
  if (isBridged && filtered === undefined)
    return `${fact} The kernel of Docker's machine has no br_netfilter, which k3s needs: \`sudo modprobe br_netfilter\` on that machine, then try again.`
  if (isBridged && filtered === '0')
    return `${fact} The kernel of Docker's machine does not filter what crosses a bridge: \`sudo sysctl net.bridge.bridge-nf-call-iptables=1\` on that machine, then try again.`
  return `${fact} Another firewall on Docker's machine may stand in the way; \`npm run doctor\` says more.`
}
