/**
 * The programs that Assay runs in a node: kubectl as the learner, nft and the others in scripts of its own. Where there
 * is no `find`, busybox has one.
 */
export const programs = [
  'sh',
  'kubectl',
  'nft',
  'cat',
  'df',
  'head',
  'kill',
  'mktemp',
  'readlink',
  'rm',
  'sed',
  'sleep',
  'stat',
  'tr',
]

/** The programs that a node needs to limit the total size of all claims; without them only quota does. */
export const programsForClaims = ['mke2fs', 'losetup', 'truncate', 'mknod', 'mount']
