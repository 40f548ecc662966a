/** What the node offers to Pods, on any host: enough for the workshop, and soon full when a learner over-scales. */
export const allocatable = { cpu: 2, memoryMi: 4096, pods: 110 }

/** What the kubelet keeps free before it evicts; it counts against the allocatable as well. */
export const EVICTION_MI = 100

/** What Docker must have for one cluster. */
export const LEAST = { cpus: allocatable.cpu, memoryMi: allocatable.memoryMi + EVICTION_MI }
