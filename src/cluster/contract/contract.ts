import type { Clause } from './clause.ts'
import { ofCluster } from './of-cluster.ts'
import { ofImage } from './of-image.ts'
import { ofNode } from './of-node.ts'
import { ofWork } from './of-work.ts'

/**
 * Everything that Assay asks of a node image, in the order in which it is tried. rancher/k3s and the image built here
 * differ in this: k3s bridges its Pods, so that traffic needs br_netfilter, and keeps state in SQLite; it has no mke2fs,
 * so that claims have no bound but quota; all its programs are one process. The built node routes its Pods, runs etcd and
 * the others as processes of their own, and says `node: …` when one of them has ended.
 */
export const contract: Clause[] = [...ofImage, ...ofNode, ...ofCluster, ...ofWork]
