import type { ClusterImage } from './catalogue.ts'

/** A value for each image, by its name: those that every workshop needs, and the app's. */
export type ByImage<T, Names extends ClusterImage = ClusterImage> = Record<Names, T> & Record<string, T>

/**
 * The node image, Helm's image, and the images to load into the node, by their references in the host's
 * Docker.
 */
export interface Images {
  /** Pulled from a registry, built here, or loaded from a file that another machine saved. */
  origin: 'public' | 'built' | 'loaded'
  node: string
  helm: string
  loaded: ByImage<string, Exclude<ClusterImage, 'node' | 'helm'>>
  /** The origin of each, if its name does not tell. */
  sources?: ByImage<string>
}

/** The set of all images, from their names in the host's Docker. */
export function setOf(origin: Images['origin'], names: ByImage<string>, sources?: ByImage<string>): Images {
  const { node, helm, ...loaded } = names
  return { origin, node, helm, loaded, ...(sources && { sources }) }
}

/** The name of each image, as given to {@link setOf}. */
export const namesIn = ({ node, helm, loaded }: Images): ByImage<string> => ({ node, helm, ...loaded })

/** A value for each image; all images that every workshop needs must be included. */
export const byImage = <T>(entries: [name: string, T][]) => Object.fromEntries(entries) as ByImage<T>

/** The value for an image. Throws if there is none. */
export function ofImage<T>(known: Record<string, T>, name: string): T {
  const found = known[name]
  if (found === undefined) throw new Error(`there is no image ${name}`)
  return found
}
