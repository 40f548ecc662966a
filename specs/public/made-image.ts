import { createHash, randomBytes } from 'node:crypto'
import { pack } from 'tar-stream'

/** What a manifest of one image is called. */
export const MANIFEST = 'application/vnd.docker.distribution.manifest.v2+json'

/** An image as a registry holds it. */
export interface MadeImage {
  manifest: Buffer
  /** Its layer and its configuration by their digests. */
  parts: Map<string, Buffer>
  layer: Buffer
}

/** An image that nobody has, as a registry holds it: its parts by their digests. */
export async function makeImage(architecture: string): Promise<MadeImage> {
  const packing = pack()
  packing.entry({ name: 'file' }, randomBytes(2 ** 20))
  packing.finalize()
  const chunks: Buffer[] = []
  for await (const chunk of packing as AsyncIterable<Buffer>) chunks.push(chunk)
  const layer = Buffer.concat(chunks)
  const rootfs = { type: 'layers', diff_ids: [digestOf(layer)] }
  const config = Buffer.from(JSON.stringify({ architecture, os: 'linux', config: {}, rootfs }))
  const described = (mediaType: string, part: Buffer) => ({
    mediaType: `application/vnd.docker.${mediaType}`,
    size: part.length,
    digest: digestOf(part),
  })
  const manifest = {
    schemaVersion: 2,
    mediaType: MANIFEST,
    config: described('container.image.v1+json', config),
    layers: [described('image.rootfs.diff.tar', layer)],
  }
  const parts = new Map([config, layer].map((part) => [digestOf(part), part]))
  return { manifest: Buffer.from(JSON.stringify(manifest)), parts, layer }
}

/** What names a part of an image. */
export const digestOf = (bytes: Buffer) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`
