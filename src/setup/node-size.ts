/** The node's allocatable, on any host: enough for the workshop, and soon full when a learner over-scales. */
export const allocatable = { cpu: 2, memoryMi: 4096, pods: 110 }

/** Docker's minimum for one cluster. */
export const LEAST = { cpus: allocatable.cpu, memoryMi: allocatable.memoryMi }
