import { type ImageName, imageNames, type LoadedName, loadedNames } from './catalogue.ts'

/** The node image, the one that Helm runs in, and the images to load into the node, each by its reference in the host's Docker. */
export interface Images {
  /** Pulled from a registry, built here, or loaded from a file that another machine has saved. */
  origin: 'public' | 'built' | 'loaded'
  node: string
  helm: string
  loaded: Record<LoadedName, string>
  /** Where each is from, if not from what it is called. */
  sources?: Record<ImageName, string>
}

/** A set of all images by what they are called in the host's Docker. */
export function setOf(
  origin: Images['origin'],
  names: Record<ImageName, string>,
  sources?: Record<ImageName, string>,
): Images {
  const loaded = Object.fromEntries(loadedNames.map((name) => [name, names[name]]))
  const { node, helm } = names
  return { origin, node, helm, loaded: loaded as Images['loaded'], ...(sources && { sources }) }
}

/** What each image is called, as {@link setOf} was told. */
export const namesIn = ({ node, helm, loaded }: Images): Record<ImageName, string> => ({
  node,
  helm,
  ...loaded,
})

/** Something of each image. */
export function ofEach<T>(of: (name: ImageName) => T): Record<ImageName, T> {
  return Object.fromEntries(imageNames.map((name) => [name, of(name)])) as Record<ImageName, T>
}
