import type { Clause } from './clause.ts'
import { ofCluster } from './of-cluster.ts'
import { ofImage } from './of-image.ts'
import { ofNode } from './of-node.ts'
import { ofWork } from './of-work.ts'

/**
 * All requirements that Assay has of a node image, in the order in which they are tested. Terms that the start of a
 * node uses too are in `src/cluster/`: log lines, paths and the port in `node-terms.ts`, the command that starts a
 * node in `node-command.ts`. The programs that Assay runs in a node are in `programs.ts`.
 *
 * rancher/k3s and the image built here differ: k3s bridges its Pods, so traffic needs br_netfilter; it keeps its state in SQLite;
 * it has no mke2fs, so only quota limits claims; and all its programs are one process. The built node routes
 * its Pods, runs etcd and the others as separate processes, and logs `node: …` when one of them ends.
 */
export const contract: Clause[] = [...ofImage, ...ofNode, ...ofCluster, ...ofWork]
