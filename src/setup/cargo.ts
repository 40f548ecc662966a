import type { ByImage } from './image-set.ts'

/** What a file of saved images says of itself; its first entry, under {@link CARGO_NAME}. */
export interface Cargo {
  /** Goes up when older versions can no longer read the file. */
  format: typeof FORMAT
  /** The version of Assay that has saved it. */
  assay: string
  /** What the images run on, as Docker calls it. */
  architecture: string
  /** Each image by its name in the file, and what it stands for: its public name, or that of the recipe it was built by. */
  images: ByImage<{ name: string; of: string }>
}

/** The entry of a file that holds its {@link Cargo}. */
export const CARGO_NAME = 'assay-images.json'

/** The format that is written and read. */
export const FORMAT = 1

/** In bytes, more than any cargo has. */
export const CARGO_LIMIT = 2 ** 16

/** What a machine takes: images for its processor, of the names that its own checkout would pull or build. */
export interface Taken {
  architecture: string
  /** Each a complete set of what the images may stand for. */
  sets: Record<string, string>[]
}

/** Why saved images are not those that this machine takes, in words that follow the name of the file; nothing where they are. */
export function misfitOf(cargo: Cargo, { architecture, sets }: Taken): string | undefined {
  const fits = sets.some((set) => Object.entries(set).every(([name, of]) => cargo.images[name]?.of === of))
  if (!fits)
    return `holds the images of another version of Assay (${cargo.assay}). Save them anew with the version that is used here.`
  if (cargo.architecture !== architecture)
    return `holds images for ${cargo.architecture}, and Docker runs on ${architecture} here. Save them on a machine like this one.`
  return undefined
}

/** Reads a cargo of the images of these names. Throws an error whose message follows the name of the file. */
export function parseCargo(text: string, names: string[]): Cargo {
  const cargo = parse(text)
  if (typeof cargo.format === 'number' && cargo.format > FORMAT)
    throw new Error(
      `was saved by a newer version of Assay (${String(cargo.assay).slice(0, 20)}). Use that one here, too.`,
    )
  const images: unknown = cargo.images
  const isOurs =
    cargo.format === FORMAT &&
    typeof cargo.assay === 'string' &&
    /^[a-z0-9]{1,16}$/.test(String(cargo.architecture)) &&
    isRecord(images) &&
    Object.entries(images).every(([key, image]) => isImage(key, image))
  if (!isOurs || !isRecord(images)) throw new Error(NOT_OURS)
  if (names.some((name) => !Object.hasOwn(images, name)) || Object.keys(images).length !== names.length)
    throw new Error(
      'holds the images of another version of Assay. Save them anew with the version that is used here.',
    )
  return cargo as unknown as Cargo
}

/** What is said of a file that was cut off. */
export const NOT_WHOLE =
  'is not whole: it ends before all of its images. Copy it again, and compare the sizes.'

/** What is said of a file that no `--save` has written. */
export const NOT_OURS = 'is no file of images that `npm run setup -- --save` has written.'

/** Nothing but names of ours: an image of the user's own is never replaced. */
function isImage(key: string, image: unknown): boolean {
  if (!isRecord(image) || typeof image.name !== 'string' || typeof image.of !== 'string') return false
  const [folder, tag = ''] = image.name.split(':')
  return folder === `assay/${key}` && /^[0-9a-f]{12}$/.test(tag) && /^[\w./:-]{1,200}$/.test(image.of)
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    if (isRecord(value)) return value
  } catch {}
  throw new Error(NOT_OURS)
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
