/**
 * What all Pods of a node may take of the machine together, whatever they ask for. Those of a grade of the reference take
 * some 150 MiB besides their page cache, 250 processes, and 50 MiB of claims.
 */
export const podBounds = { memoryMi: 1536, processes: 6144, claimsMi: 2048 }

/**
 * What the container of a node may take: its Pods, and the node's own programs, which take some 700 MiB besides their page
 * cache, and 450 processes. In a batch a cluster is planned with it.
 */
export const nodeBounds = { memoryMi: 2560, processes: 8192 }
