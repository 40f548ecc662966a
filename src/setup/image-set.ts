import type { ClusterImage } from './catalogue.ts'

/** Something of each image, by its name: of those that every workshop needs, and of the app's. */
export type ByImage<T, Names extends ClusterImage = ClusterImage> = Record<Names, T> & Record<string, T>

/** The node image, the one that Helm runs in, and the images to load into the node, each by its reference in the host's Docker. */
export interface Images {
  /** Pulled from a registry, built here, or loaded from a file that another machine has saved. */
  origin: 'public' | 'built' | 'loaded'
  node: string
  helm: string
  loaded: ByImage<string, Exclude<ClusterImage, 'node' | 'helm'>>
  /** Where each is from, if not from what it is called. */
  sources?: ByImage<string>
}

/** A set of all images by what they are called in the host's Docker. */
export function setOf(origin: Images['origin'], names: ByImage<string>, sources?: ByImage<string>): Images {
  const { node, helm, ...loaded } = names
  return { origin, node, helm, loaded, ...(sources && { sources }) }
}

/** What each image is called, as {@link setOf} was told. */
export const namesIn = ({ node, helm, loaded }: Images): ByImage<string> => ({ node, helm, ...loaded })

/** Something of each image; those that every workshop needs must be among them. */
export const byImage = <T>(entries: [name: string, T][]) => Object.fromEntries(entries) as ByImage<T>

/** What is known of the image of a name. Throws if nothing is. */
export function ofImage<T>(known: Record<string, T>, name: string): T {
  const found = known[name]
  if (found === undefined) throw new Error(`there is no image ${name}`)
  return found
}
