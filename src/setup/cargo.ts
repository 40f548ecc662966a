import type { ByImage } from './image-set.ts'

/** The description in a file of saved images: its first entry, under {@link CARGO_NAME}. */
export interface Cargo {
  /** Goes up when older versions can no longer read the file. */
  format: typeof FORMAT
  /** The version of Assay that saved it. */
  assay: string
  /** The architecture of the images, as Docker names it. */
  architecture: string
  /** Each image's name in the file, and its origin: its public name, or the name of its recipe. */
  images: ByImage<{ name: string; of: string }>
}

/** The entry of a file that holds its {@link Cargo}. */
export const CARGO_NAME = 'assay-images.json'

/** The format that is written and read. */
export const FORMAT = 1

/** In bytes, more than any cargo has. */
export const CARGO_LIMIT = 2 ** 16

/** The images that a machine accepts: those for its processor that its checkout would pull or build. */
export interface Taken {
  architecture: string
  /** Complete sets of the images' possible origins. */
  sets: Record<string, string>[]
}

/**
 * Why this machine does not accept saved images, in words that follow the file's name; nothing if it does.
 */
export function misfitOf(cargo: Cargo, { architecture, sets }: Taken): string | undefined {
  const fits = sets.some((set) => Object.entries(set).every(([name, of]) => cargo.images[name]?.of === of))
  if (!fits)
    return `holds the images of another version of Assay (${cargo.assay}). Save them again with the version that is used here.`
  if (cargo.architecture !== architecture)
    return `holds images for ${cargo.architecture}, and Docker runs on ${architecture} here. Save them on a machine like this one.`
  return undefined
}

/**
 * Parses a cargo of the images of these names. Throws an error whose message follows the name of the file.
 */
export function parseCargo(text: string, names: string[]): Cargo {
  const cargo = parse(text)
  if (typeof cargo.format === 'number' && cargo.format > FORMAT)
    throw new Error(
      `was saved by a newer version of Assay (${String(cargo.assay).slice(0, 20)}). Use that version here too.`,
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
      'holds the images of another version of Assay. Save them again with the version that is used here.',
    )
  return cargo as unknown as Cargo
}

/** The problem of a file that was cut off. */
export const NOT_WHOLE = 'is incomplete: it ends before its last image. Copy it again, and compare the sizes.'

/** The problem of a file that `--save` has not written. */
export const NOT_OURS = 'is not a file that `npm run setup -- --save` has written.'

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
