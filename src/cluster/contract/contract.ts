import type { Clause } from './clause.ts'
import { ofCluster } from './of-cluster.ts'
import { ofImage } from './of-image.ts'
import { ofNode } from './of-node.ts'
import { ofWork } from './of-work.ts'

/**
 * All requirements that Assay has of a node image, in the order in which they are tested. rancher/k3s and the
 * image built here differ: k3s bridges its Pods, so traffic needs br_netfilter; it keeps its state in SQLite;
 * it has no mke2fs, so only quota limits claims; and all its programs are one process. The built node routes
 * its Pods, runs etcd and the others as separate processes, and logs `node: …` when one of them ends.
 */
export const contract: Clause[] = [...ofImage, ...ofNode, ...ofCluster, ...ofWork]
