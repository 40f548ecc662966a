/**
 * Where the images of a cluster are, by their names in it. No registry can ever be there (RFC 6761), so that an image that
 * is missing is not had from a stranger, and none is asked for.
 */
const NOWHERE = 'assay.invalid'

/** The name in a cluster of an image that the host's Docker calls `assay/NAME:TAG`. */
export const inCluster = (reference: string) => reference.replace('assay/', `${NOWHERE}/`)

/** The name in the host's Docker of an image of a cluster. */
export const onHost = (reference: string) => reference.replace(`${NOWHERE}/`, 'assay/')

/** Whether an image of a cluster is one that it was given. */
export const isGiven = (reference: string) => reference.startsWith(`${NOWHERE}/`)
